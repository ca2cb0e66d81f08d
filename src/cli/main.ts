#!/usr/bin/env node
import { buffer } from 'node:stream/consumers';
import { createSources } from '../profiles/sources/createSources.ts';
import { runCommandLine } from './commandLine.ts';

const now = (): Date => new Date();

process.exitCode = await runCommandLine(process.argv.slice(2), {
  env: process.env,
  folder: process.cwd(),
  now,
  sources: createSources(now),
  readStandardInput: () => buffer(process.stdin),
  print: (line) => {
    process.stdout.write(`${line}\n`);
  },
  note: (line) => {
    process.stderr.write(`${line}\n`);
  },
});
