/** Of the agent, as the centre sees it. */
export const VERSION = '1.0'
