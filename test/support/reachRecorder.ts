import { Session, type Profiler } from 'node:inspector';

/** What ran while one test file was run; the entry without a file is what loading all of them ran. */
export interface ExecutedRanges {
  readonly testFile?: string;
  readonly durationMs: number;
  /** As V8 counts, so that c8 reads it too. */
  readonly result: readonly Profiler.ScriptCoverage[];
}

let session: Session | undefined;

/** Begins to count what runs in this process of the modules that are loaded from now on. */
export function startCounting(): void {
  if (session !== undefined) return;
  session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
}

/**
 * Notes what each test file runs of the modules below `folderUrl`, where mocha runs one file after the other in this
 * process: what was counted since the file before. The entries are complete once the run has ended.
 */
export function recordReach(runner: Mocha.Runner, folderUrl: string): readonly ExecutedRanges[] {
  const entries: ExecutedRanges[] = [];
  let testFile: string | undefined;
  let startedAt = performance.now();
  const endFile = (): void => {
    const durationMs = performance.now() - startedAt;
    entries.push({ ...(testFile !== undefined && { testFile }), durationMs, result: ranSince(folderUrl) });
    startedAt = performance.now();
  };
  runner.on('suite', ({ file, parent }) => {
    if (!parent?.root || file === testFile) return;
    endFile();
    testFile = file;
  });
  runner.once('end', endFile);
  return entries;
}

/** Modules of which any function ran since the last time. */
function ranSince(folderUrl: string): readonly Profiler.ScriptCoverage[] {
  let answer: readonly Profiler.ScriptCoverage[] | undefined;
  // A session with its own thread calls back before it returns.
  session?.post('Profiler.takePreciseCoverage', (error, taken) => {
    if (error === null) answer = taken.result;
  });
  if (answer === undefined) throw new Error('what runs is not counted');
  return answer
    .filter(({ url }) => url.startsWith(folderUrl))
    .filter(({ functions }) => functions.some(({ ranges: [whole] }) => (whole?.count ?? 0) > 0));
}
