// node scripts/boot.mjs <target> [arguments …]: sets up what is missing and runs the target (see bootstrap.mjs).
const major = Number(process.versions.node.split('.')[0]);
if (major < 18) {
  process.stderr.write(
    `Counterfoil sets itself up with Node 18 or newer; this is ${process.versions.node}: install a newer Node.\n`,
  );
  process.exitCode = 1;
} else {
  const { runTarget } = await import('./bootstrap.mjs');
  const [target = '', ...words] = process.argv.slice(2);
  await runTarget(target, words);
}
