import path from 'node:path';

/**
 * Groups of lazily loaded modules, so that no chunk is small. esbuild makes a chunk for each `import()` and for each
 * set of `import()`s that share modules, however small. A group answers several `import()`s with one module; it may
 * load small shared modules that it does not need.
 */

const namespace = 'chunk-group';

/**
 * Plans groups from the metafile of a build without them. Returns `{ entries, extras }` for each: modules that
 * `import()` names, with their exports, and further modules to load. `minBytes` is the smallest size of a chunk.
 *
 * The chunks of that build stay whole. Of all ways to get rid of the smallest chunk, the one that adds the fewest
 * bytes to what the `import()`s load is taken.
 */
export function planChunkGroups({ outputs }, { entryFile, minBytes }) {
  const files = Object.keys(outputs).filter((file) => file.endsWith('.js'));
  const closures = new Map(files.map((file) => [file, closureOf(file, outputs)]));
  const sizes = new Map(files.map((file) => [file, codeBytes(outputs[file])]));
  const atActivation = closures.get(entryFile);
  let groups = files
    .filter((file) => outputs[file].entryPoint !== undefined && file !== entryFile)
    // What activation loaded costs nothing.
    .map((file) => ({
      files: [file],
      loads: new Set([...closures.get(file), ...atActivation].filter((loaded) => loaded !== entryFile)),
    }));
  for (;;) {
    const chunks = chunksOf(groups, atActivation, sizes);
    const [smallest] = chunks.toSorted((a, b) => a.bytes - b.bytes);
    if (smallest === undefined || smallest.bytes >= minBytes)
      return groups.map((group) => moduleOf(group, outputs, closures));
    const ways = [...joinedGroups(groups, smallest), ...joinedShared(groups, smallest, chunks, closures)];
    const costs = ways.map((way) => loadedBytes(way, sizes));
    const best = ways[costs.indexOf(Math.min(...costs))];
    if (best === undefined) throw new Error(`No chunk can take in ${smallest.files.join(', ')}`);
    groups = best;
  }
}

/** Plugin that answers `import()` with the groups. */
export function chunkGroups(groups) {
  return {
    name: namespace,
    setup({ initialOptions, onLoad, onResolve, resolve }) {
      const root = initialOptions.absWorkingDir ?? process.cwd();
      const groupOf = new Map(
        groups.flatMap((group, index) => group.entries.map(({ file }) => [path.resolve(root, file), index])),
      );
      // Imports of extras are for their chunks, not for side effects.
      initialOptions.logOverride = { ...initialOptions.logOverride, 'ignored-bare-import': 'silent' };
      onResolve({ filter: /./ }, async ({ path: name, kind, pluginData, ...importer }) => {
        if (kind !== 'dynamic-import' || pluginData === namespace) return undefined;
        const resolved = await resolve(name, { ...importer, kind, pluginData: namespace });
        const index = groupOf.get(resolved.path);
        return index === undefined ? resolved : { path: nameOf(groups[index], index), namespace, pluginData: index };
      });
      onLoad({ filter: /./, namespace }, ({ pluginData }) => ({
        contents: contentsOf(groups[pluginData]),
        resolveDir: root,
      }));
    },
  };
}

/** Ways to join two groups that load a shared chunk, or the group whose own chunk it is with each other one. */
function joinedGroups(groups, { loadedBy }) {
  const others = loadedBy.size > 1 ? [...loadedBy] : [...groups.keys()];
  return [...loadedBy].flatMap((index) =>
    others
      .filter((other) => other !== index)
      .map((other) => [
        ...groups.filter((group) => group !== groups[other] && group !== groups[index]),
        {
          files: [...groups[index].files, ...groups[other].files],
          loads: groups[index].loads.union(groups[other].loads),
        },
      ]),
  );
}

/** Ways to load a shared chunk together with each other one. The own chunk of a group always stays a file. */
function joinedShared(groups, chunk, chunks, closures) {
  if (chunk.loadedBy.size < 2) return [];
  return chunks
    .filter((other) => other.loadedBy.size > 1 && other !== chunk)
    .map((other) => {
      const together = [...chunk.files, ...other.files].flatMap((file) => [...closures.get(file)]);
      const loadedBy = chunk.loadedBy.union(other.loadedBy);
      return groups.map((group, index) =>
        loadedBy.has(index) ? { ...group, loads: group.loads.union(new Set(together)) } : group,
      );
    });
}

/** Files by the groups that load them, as esbuild makes them chunks: those that the same groups load become one. */
function chunksOf(groups, activation, sizes) {
  const chunks = new Map(
    groups.map((_group, index) => [String(index), { files: [], bytes: 0, loadedBy: new Set([index]) }]),
  );
  for (const [file, bytes] of sizes) {
    if (activation.has(file)) continue;
    const loadedBy = new Set(groups.keys().filter((index) => groups[index].loads.has(file)));
    const id = [...loadedBy].join();
    const chunk = chunks.get(id) ?? { files: [], bytes: 0, loadedBy };
    chunks.set(id, { ...chunk, files: [...chunk.files, file], bytes: chunk.bytes + bytes });
  }
  return [...chunks.values()];
}

function loadedBytes(groups, sizes) {
  return groups
    .map(({ files, loads }) => files.length * [...loads].reduce((sum, file) => sum + sizes.get(file), 0))
    .reduce((sum, bytes) => sum + bytes, 0);
}

/** `file` and every output that it imports statically, itself or by way of others. */
export function closureOf(file, outputs, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const { path: imported, kind } of outputs[file].imports) {
    if (kind === 'import-statement' && imported in outputs) closureOf(imported, outputs, found);
  }
  return found;
}

/** Bytes of the modules of an output, without its own imports and exports. */
function codeBytes({ inputs }) {
  return Object.values(inputs).reduce((sum, { bytesInOutput }) => sum + bytesInOutput, 0);
}

function moduleOf({ files, loads }, outputs, closures) {
  const entries = files.map((file) => ({
    file: outputs[file].entryPoint,
    names: outputs[file].exports,
    bytes: codeBytes(outputs[file]),
  }));
  // What the entries import comes with them. An import of a CommonJS module would run it and copy all its properties,
  // which are 60,000 for the bytes of a WebAssembly module.
  const own = new Set(files.flatMap((file) => [...closures.get(file)]));
  // Modules of plugins, such as `left-out:client-h2`, come with those that import them.
  const extras = [...loads]
    .filter((file) => !own.has(file))
    .flatMap((file) => Object.keys(outputs[file].inputs))
    .filter((file) => !file.includes(':'));
  return { entries, extras };
}

function contentsOf({ entries, extras }) {
  const names = entries.flatMap((entry) => entry.names);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) throw new Error(`Exports of one chunk need different names: ${twice.join(', ')}`);
  return [
    ...entries.map((entry) => `export { ${entry.names.join(', ')} } from ${JSON.stringify(`./${entry.file}`)};`),
    ...extras.map((file) => `import ${JSON.stringify(`./${file}`)};`),
  ].join('\n');
}

/** Name of the largest entry's file, with an index against equal ones. */
function nameOf({ entries }, index) {
  const [largest] = entries.toSorted((a, b) => b.bytes - a.bytes);
  return `${index}/${path.parse(largest.file).name}`;
}
