/** The command `huimu`: its words, and how its outcome becomes an exit code. */
import { CommanderError } from 'commander';
import { EXIT } from './exit.ts';
import { program } from './program/command.ts';
// In the order in which `--help` names them.
import './program/processes.ts';
import './program/harvesting.ts';
import './program/past.ts';
import './program/sources.ts';
import './program/quality.ts';
import './program/watch.ts';
import './program/finding.ts';
import './program/deciding.ts';
import './program/keys.ts';
import './program/notices.ts';
import './program/exporting.ts';
import './program/keeping.ts';

// A reader that has seen enough (`| head`) is no failure, and does not cost a harvest its end.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Commander has said what is wrong; help and version are no failure.
  process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
}
