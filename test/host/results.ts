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

/** What the process that started VS Code has seen of it. */
export interface Outside {
  /** Requests that reached the OSS: operation, bucket and key. */
  readonly requests: readonly string[];
  /** Requests to an address that only hostile files name. */
  readonly trapped: readonly string[];
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
  /** Address that answers with `Outside`. */
  outside: 'OSS_LINKS_TEST_OUTSIDE',
  /** Set where the folder is opened in Restricted Mode. */
  restricted: 'OSS_LINKS_TEST_RESTRICTED',
  /** Beginning of the names of the files by which two windows wait for each other. */
  secondWindow: 'OSS_LINKS_TEST_SECOND_WINDOW',
  /** Set if the first failure ends the run. */
  bail: 'OSS_LINKS_TEST_BAIL',
  /** Certificate that Linux treats as one of the system's, with its key in the same file. */
  systemCertificate: 'SSL_CERT_FILE',
} as const;
