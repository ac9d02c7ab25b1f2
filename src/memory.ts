import { setFlagsFromString } from 'node:v8'

/*
 * Bytes of an upload pass through as short-lived buffers outside V8's heap, which V8 only frees when its nursery is full.
 * A nursery of 16 MB let a quarter of an hour's WAV raise the process by 40 MB; one of 2 MB keeps it as it was.
 * The heap is kept close to what is in use rather than grown ahead: 18 MB less at rest, and no more CPU for a poll or a
 * page that could be measured. It says a nursery of its own, so it goes first.
 */
setFlagsFromString('--optimize-for-size')
setFlagsFromString('--max-semi-space-size=2')
setFlagsFromString('--semi-space-growth-factor=1')
