/** Loaded by `npm run test:fuzz`: property tests try 20,000 new values each, unless the variable says how many. */
process.env.OSS_LINKS_PROPERTY_RUNS ??= '20000';
