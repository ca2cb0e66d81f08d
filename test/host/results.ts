/** What the run inside VS Code tells the process that started it, by way of a file. */
export interface HostResults {
  readonly tests: readonly TestResult[];
}

export interface TestResult {
  /** The titles of the suites and of the test. */
  readonly title: string;
  readonly durationMs: number;
  /** The stack, where the test (or the hook of that title) failed. */
  readonly failure?: string;
}

/** Names of the environment variables that the tests read. */
export const variables = {
  /** The file to write `HostResults` to. */
  results: 'OSS_LINKS_TEST_RESULTS',
  /** The folder below which VS Code keeps its log files. */
  logs: 'OSS_LINKS_TEST_LOGS',
  /** The file to write what each test file runs to; nothing is counted where it is not set. */
  coverage: 'OSS_LINKS_HOST_COVERAGE',
  /** The names of the test files to run, with commas between them; all where it is not set. */
  testFiles: 'OSS_LINKS_TEST_FILES',
  /** Set where the first failure ends the run. */
  bail: 'OSS_LINKS_TEST_BAIL',
  /** A certificate that Linux counts as one of the system's, with its key in the same file; where OpenSSL looks for them. */
  systemCertificate: 'SSL_CERT_FILE',
} as const;
