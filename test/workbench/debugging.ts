/** Port at which the extension host waits for a debugger before it runs: `OSS_LINKS_INSPECT`, or none. */
export function inspectPort(): string | undefined {
  return process.env['OSS_LINKS_INSPECT'];
}

/** Source map that maps each line of a copy to the same line of its source. */
export function identityMap(source: string, text: string): string {
  const lines = text.split('\n');
  const mappings = lines.map((_, index) => (index === 0 ? 'AAAA' : 'AACA')).join(';');
  const map = JSON.stringify({ version: 3, sources: [source], names: [], mappings });
  return `//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}\n`;
}
