/**
 * Software bill of materials of a VSIX in the format of CycloneDX 1.6: the packages in its bundle, with the hashes by
 * which npm checked them.
 */
export function createSbom({ manifest, packages, lock, vsixSha256, createdAt }) {
  const root = { ...identity(manifest.name, manifest.version), type: 'application' };
  const components = packages.map(({ name, version, licence, location }) => ({
    type: 'library',
    ...identity(name, version),
    licenses: [{ license: { id: licence } }],
    ...(location === undefined ? {} : { hashes: [sha512(lock.packages[location].integrity)] }),
  }));
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      timestamp: createdAt.toISOString(),
      component: {
        ...root,
        licenses: [{ license: { id: manifest.license } }],
        hashes: [{ alg: 'SHA-256', content: vsixSha256 }],
      },
    },
    components,
    dependencies: [{ ref: root['bom-ref'], dependsOn: components.map((component) => component['bom-ref']) }],
  };
}

/** Identity of a component; a component within a package has no version of its own. */
function identity(name, version) {
  if (version === undefined) return { 'bom-ref': name, name };
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return { 'bom-ref': purl, name, version, purl };
}

/** Hash of a package as CycloneDX writes it, from that of the lock. */
function sha512(integrity) {
  return { alg: 'SHA-512', content: Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex') };
}
