/** Hashes that are made before the page gets its turn again. */
const hashesAtOnce = 256;
const bitsPerByte = 8;

/** The first number whose hash with the token begins with `bitCount` zeros. */
export async function proofOf(token: string, bitCount: number): Promise<string> {
  for (let first = 0; ; first += hashesAtOnce) {
    const numbers = Array.from({ length: hashesAtOnce }, (_, index) => String(first + index));
    const found = await Promise.all(numbers.map((number) => startsWithZeros(`${token} ${number}`, bitCount)));
    const proof = numbers[found.indexOf(true)];
    if (proof !== undefined) return proof;
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
  }
}

async function startsWithZeros(text: string, bitCount: number): Promise<boolean> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  for (let bit = 0; bit < bitCount; bit++) {
    const byte = bytes[Math.trunc(bit / bitsPerByte)] ?? 0;
    if ((byte >> (bitsPerByte - 1 - (bit % bitsPerByte))) & 1) return false;
  }
  return true;
}
