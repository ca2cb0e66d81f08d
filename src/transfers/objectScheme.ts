/** The scheme of the URIs by which VS Code knows objects; the manifest names it to be called for them. */
export const OBJECT_SCHEME = 'oss';
