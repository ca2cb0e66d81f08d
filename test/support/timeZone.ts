/** Runs the tests of a suite in UTC, wherever they run: their texts show times. */
export function inUtc(): void {
  const key = 'TZ';
  const outer = process.env[key];
  before(() => {
    process.env[key] = 'UTC';
  });
  after(() => {
    if (outer === undefined) Reflect.deleteProperty(process.env, key);
    else process.env[key] = outer;
  });
}
