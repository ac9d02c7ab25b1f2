/** Our own elements, told to the types of JSX. */
declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'sq-today': HTMLAttributes & { [data: `data-${string}`]: string | number | undefined }
      'sq-recorder': HTMLAttributes & { [data: `data-${string}`]: string | number | undefined }
      'sq-log': HTMLAttributes
      'sq-calendar': HTMLAttributes & { [data: `data-${string}`]: string | number | undefined }
      'sq-upload': HTMLAttributes & { [data: `data-${string}`]: string | number | undefined }
      'sq-editor': HTMLAttributes & { [data: `data-${string}`]: string | number | undefined }
      'sq-waveform': HTMLAttributes & { [data: `data-${string}`]: string | number | undefined }
    }
  }
}

export {}
