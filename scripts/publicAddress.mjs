/**
 * Where the project is public: `repository` of package.json, else OSS_LINKS_REPOSITORY, which the release workflow sets.
 * From this one address come all others of the manifest and of the README. Undefined where neither says it.
 */
export function publicAddress({ repository }, env = process.env) {
  const written = repository?.url ?? repository ?? env.OSS_LINKS_REPOSITORY;
  if (!written) return undefined;
  const [, path] = /^(?:git\+)?https:\/\/github\.com\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(written) ?? [];
  if (path === undefined)
    throw new Error(`${written} is no address of a repository such as https://github.com/owner/name`);
  const page = `https://github.com/${path}`;
  const raw = `https://raw.githubusercontent.com/${path}`;
  return {
    page,
    /** What package.json says of it. */
    manifest: {
      repository: { type: 'git', url: `${page}.git` },
      bugs: { url: `${page}/issues` },
      homepage: `${page}#readme`,
      qna: `${page}/issues`,
    },
    /** Where a browser finds a file of a commit, as a page and as it is. */
    pageOf: (file, commit) => `${page}/blob/${commit}/${file}`,
    rawOf: (file, commit) => `${raw}/${commit}/${file}`,
    /** The file that such an address is of, if it is one. */
    fileOf: (url) => (url.startsWith(`${raw}/`) ? /^[^/]+\/(.+)$/.exec(url.slice(raw.length + 1))?.[1] : undefined),
  };
}
