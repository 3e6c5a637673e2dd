#!/usr/bin/env node
import { runTarget } from './scripts/bootstrap.mjs';

await runTarget('counterfoil', process.argv.slice(2));
