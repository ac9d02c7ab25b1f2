import { setFlagsFromString } from 'node:v8'

/*
 * Bytes of an upload pass through as short-lived buffers outside V8's heap, which V8 only frees when its nursery is full.
 * A nursery of 16 MB let a quarter of an hour's WAV raise the process by 40 MB; one of 2 MB keeps it as it was.
 */
setFlagsFromString('--max-semi-space-size=2')
setFlagsFromString('--semi-space-growth-factor=1')
