/** Exports of the extension: `vscode.extensions.getExtension(id).exports`. The Markdown preview also reads `extendMarkdownIt`. */
export interface ExtensionExports {
  /** API of a version. Throws a `RangeError` for a version that this extension does not have. */
  getApi(version: 1): ApiV1;
}

/** API of version 1. Its members keep their meaning; a later version is an API of its own. */
export interface ApiV1 {
  readonly version: 1;
  /**
   * Creates a link after the user agreed in a dialog that names bucket, key, method, validity and profile; `undefined`
   * if they declined. Never lists profiles, buckets or objects, and never returns credentials.
   */
  createLink(request: CreateLinkRequest): Promise<CreatedLink | undefined>;
}

/** Link that another extension asks for. */
export interface CreateLinkRequest {
  readonly bucket: string;
  readonly key: string;
  /** `GET` by default. */
  readonly method?: 'GET' | 'PUT';
  /** Text as a user types it, e.g. `2h` or `7d`; 15 minutes by default. The user's settings limit it. */
  readonly validity?: string;
  /** Name or ID of a profile; the first one by default. */
  readonly profile?: string;
  /** Name under which browsers save a download. */
  readonly downloadName?: string;
}

/** Link as another extension gets it. It is a bearer credential until it expires. */
export interface CreatedLink {
  readonly url: string;
  readonly method: 'GET' | 'PUT';
  /** Headers that the request must send, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly expires: Date;
}
