/** Results that the run inside VS Code passes to the process that started it, through a file. */
export interface HostResults {
  readonly tests: readonly TestResult[];
}

export interface TestResult {
  /** The titles of the suites and of the test. */
  readonly title: string;
  readonly durationMs: number;
  /** Stack, if the test (or the hook of that title) failed. */
  readonly failure?: string;
}

/** Names of the environment variables that the tests read. */
export const variables = {
  /** The file to write `HostResults` to. */
  results: 'OSS_LINKS_TEST_RESULTS',
  /** Folder of VS Code's log files. */
  logs: 'OSS_LINKS_TEST_LOGS',
  /** File for the executed ranges of each test file; nothing is counted if it is not set. */
  coverage: 'OSS_LINKS_HOST_COVERAGE',
  /** Names of the test files to run, separated by commas; all if it is not set. */
  testFiles: 'OSS_LINKS_TEST_FILES',
  /** Set if the first failure ends the run. */
  bail: 'OSS_LINKS_TEST_BAIL',
  /** Certificate that Linux treats as one of the system's, with its key in the same file. */
  systemCertificate: 'SSL_CERT_FILE',
} as const;
