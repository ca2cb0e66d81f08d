/**
 * Public address of the project: `repository` of package.json, or else OSS_LINKS_REPOSITORY, which the release workflow
 * sets. All other addresses in the manifest and the README derive from it. Undefined if neither is set.
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
    /** Fields of package.json. */
    manifest: {
      repository: { type: 'git', url: `${page}.git` },
      bugs: { url: `${page}/issues` },
      homepage: `${page}#readme`,
      qna: `${page}/issues`,
    },
    /** Web addresses of a file of a commit: its page and its raw content. */
    pageOf: (file, commit) => `${page}/blob/${commit}/${file}`,
    rawOf: (file, commit) => `${raw}/${commit}/${file}`,
    /** File of such an address, if it is one. */
    fileOf: (url) => (url.startsWith(`${raw}/`) ? /^[^/]+\/(.+)$/.exec(url.slice(raw.length + 1))?.[1] : undefined),
  };
}
