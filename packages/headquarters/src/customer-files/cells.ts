/**
 * Spreadsheet programs run a cell that begins like a formula. Such a text is written with an apostrophe in front, which
 * they take as "this is text"; texts that begin with apostrophes before such a sign get one more, so that reading takes
 * away exactly what writing has added.
 */
const likeFormula = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/u;

/** A text as a cell that no program runs. */
export function defusedCell(text: string): string {
  return likeFormula.test(text) ? `'${text}` : text;
}

/** The text of a cell, as it was before `defusedCell`. */
export function cellText(cell: string): string {
  return cell.startsWith("'") && likeFormula.test(cell) ? cell.slice(1) : cell;
}

/** Several entries in one cell: separated by semicolons, or as a JSON list where an entry holds one. */
export function listCell(entries: readonly string[]): string {
  const isPlain = entries.every((entry) => !entry.includes(';') && entry.trim() === entry && !entry.startsWith('['));
  return isPlain ? entries.join(';') : JSON.stringify(entries);
}

/** The entries of such a cell; null when it can't be read. */
export function listOfCell(cell: string): string[] | null {
  if (!cell.startsWith('[')) return cell.split(';').flatMap((entry) => (entry.trim() === '' ? [] : [entry.trim()]));
  const list = jsonOfCell(cell);
  return Array.isArray(list) && list.every((entry) => typeof entry === 'string') ? list : null;
}

/** What a cell of JSON holds; null when it holds none. */
export function jsonOfCell(cell: string): unknown {
  try {
    return JSON.parse(cell) as unknown;
  } catch {
    // Whoever asked says that the cell can't be read.
    return null;
  }
}
