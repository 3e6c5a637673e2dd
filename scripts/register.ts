import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { ErrorEntry, ErrorKind } from '@counterfoil/contracts/error-register';
import { errorRegister } from '@counterfoil/contracts/error-register';

// npm run register writes the operator's list of errors from the register in the code; with --check it only says whether
// the file is the register's.

const page = new URL('../docs/operations/errors.md', import.meta.url);

const headings: Record<ErrorKind, string> = {
  refusal: 'Refusals: whoever asked can act on them',
  outage: 'Outages: they pass, and the program tries again',
  bug: 'Bugs: ours, please report them',
};

const kinds: readonly ErrorKind[] = ['refusal', 'outage', 'bug'];

/** The page of all codes, by kind. */
function registerPage(): string {
  const introduction = 'Generated from `packages/contracts/src/error-register.ts` by `npm run register`; do not edit.';
  return `# Errors by code\n\n${introduction}\n\n${kinds.map(section).join('\n')}`;
}

function section(kind: ErrorKind): string {
  const entries = Object.entries<ErrorEntry>(errorRegister).filter(([, entry]) => entry.kind === kind);
  const head = '| Code | HTTP | What is shown | What to do |\n| --- | --- | --- | --- |';
  return `## ${headings[kind]}\n\n${head}\n${entries.map(([code, entry]) => row(code, entry)).join('\n')}\n`;
}

function row(code: string, entry: ErrorEntry): string {
  const cells = [`\`${code}\``, String(entry.httpStatus), entry.message.en, entry.remedy];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

async function currentPage(): Promise<string> {
  try {
    return await readFile(page, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

if (process.argv.includes('--check')) {
  const isCurrent = (await currentPage()) === registerPage();
  if (!isCurrent)
    process.stdout.write('docs/operations/errors.md is not what the register says: run "npm run register".\n');
  process.exitCode = isCurrent ? 0 : 1;
} else {
  await mkdir(new URL('.', page), { recursive: true });
  await writeFile(page, registerPage());
}
