const picture = /!\[([^\]]*)\]\((?!https?:)([^)\s]+)\)/g;
const pictureTag = /(<img [^>]*?src=")(?!https?:)([^"]+)("[^>]*>)/g;
const link = /(?<!!)\[([^\]]*)\]\((?!https?:)([^)\s]+)\)/g;
const linesOfPictures = /^ *(?:!\[[^\]]*\]\((?!https?:)[^)\s]+\)|<img [^>]*?src="(?!https?:)[^"]+"[^>]*>) *\n+/gm;
const linesOfLinks = /^(?:(?:^| · )\[[^\]]*\]\((?!https?:)[^)\s]+\))+\n+/gm;
const repositoryOnly = /^<!-- repository -->\n[^]*?^<!-- end -->\n+/gm;

/**
 * Packaged README. VS Code and the Marketplace open only web addresses from the page of an extension, so links into the
 * repository become links to its public address. Without a public address, lines with pictures and lines that contain
 * only such links are removed, and other links are replaced by their text. What is about
 * the sources, between `<!-- repository -->` and `<!-- end -->`, is left out: who reads it there has the extension.
 */
export function packagedReadme(source, address, commit) {
  const text = source.replaceAll(repositoryOnly, '');
  if (address === undefined) {
    const kept = text.replaceAll(linesOfPictures, '').replaceAll(linesOfLinks, '').replaceAll(link, '$1');
    const [left] = kept.match(picture) ?? kept.match(pictureTag) ?? [];
    if (left !== undefined) throw new Error(`the README has a picture that is not on a line of its own: ${left}`);
    return kept;
  }
  const raw = (file) => address.rawOf(file, commit);
  return text
    .replaceAll(picture, (_match, alt, file) => `![${alt}](${raw(file)})`)
    .replaceAll(pictureTag, (_match, before, file, after) => `${before}${raw(file)}${after}`)
    .replaceAll(link, (_match, label, target) =>
      target.startsWith('#') ? label : `[${label}](${address.pageOf(target, commit)})`,
    );
}
