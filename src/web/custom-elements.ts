/** Our own elements, told to the types of JSX. */
declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'sq-upload': HTMLAttributes & { [data: `data-${string}`]: string | number }
    }
  }
}

export {}
