/**
 * A command line that runs a player and ends it when our end of its standard input closes: should the agent be killed,
 * the sound ends with it, so that nothing is on air that nobody writes down.
 */
export const watched = (command: string, args: readonly string[]): { command: string; args: string[] } => ({
  command: '/bin/sh',
  args: [
    '-c',
    [
      'exec 4<&0',
      '"$@" 4<&- </dev/null & player=$!',
      '{ cat <&4 >/dev/null; kill -9 $player 2>/dev/null; } 3>&- & guard=$!',
      'exec 4<&- 3>&-',
      'wait $player; code=$?',
      'kill $guard 2>/dev/null',
      'exit $code',
    ].join('\n'),
    'songque-player',
    command,
    ...args,
  ],
})
