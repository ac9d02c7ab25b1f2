/** Ticks from a worker: browsers slow the timers of a page that nobody looks at, but not these. */
setInterval(() => postMessage(0), 500)
