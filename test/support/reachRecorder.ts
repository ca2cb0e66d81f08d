import { Session, type Profiler } from 'node:inspector';

/** Ranges executed by one test file; the entry without a file contains those of loading all of them. */
export interface ExecutedRanges {
  readonly testFile?: string;
  readonly durationMs: number;
  /** V8's own format, which c8 reads too. */
  readonly result: readonly Profiler.ScriptCoverage[];
}

let session: Session | undefined;

/** Starts to count executed ranges of the modules that this process loads from now on. */
export function startCounting(): void {
  if (session !== undefined) return;
  session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
}

/**
 * Records the ranges that each test file executes in the modules below `folderUrl`, if mocha runs the files in sequence
 * in this process. The entries are complete once the run has ended.
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

/** Modules with an executed function since the last call. */
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
