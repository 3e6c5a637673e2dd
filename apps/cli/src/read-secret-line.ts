import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Takes what would be echoed. */
const nowhere = new Writable({
  write: (_chunk, _encoding, done) => done(),
});

/**
 * The first line of standard input without spaces around it; empty when there is none. At a terminal `question` is asked
 * first, and what is typed is not shown.
 */
export async function readSecretLine(question: string): Promise<string> {
  const isTerminal = process.stdin.isTTY;
  if (isTerminal) process.stderr.write(`${question} `);
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: isTerminal });
  try {
    for await (const line of lines) return line.trim();
    return '';
  } finally {
    lines.close();
    if (isTerminal) process.stderr.write('\n');
  }
}
