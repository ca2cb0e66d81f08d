import * as v from 'valibot';
import { Emitter } from '../emitter.ts';
import { omitUndefined } from '../oss/optional.ts';
import { MAX_VALIDITY_SECONDS } from '../oss/validate.ts';
import { readValue, Stored, type StateStorage } from '../stored.ts';
import { compactDuration } from '../text/duration.ts';
import type { FolderTarget } from './link.ts';
import type { BucketRef } from './linkHosts.ts';
import type { RecipeId } from './recipes/recipes.ts';
import { type LinkMethod, linkOptionsSchema, AUTO_CONTENT_TYPE, type LinkOptions } from './linkOptions.ts';
import { DEFAULT_REQUEST_SECONDS, requestOptionsSchema, type RequestOptions } from './requests/requestOptions.ts';
import { deserializeValidity, withRecentValidity, validityText, type Validity } from './validity.ts';

const KEY = 'ossLinks.memory';

/** Maximum number of remembered upload folders. */
const MAX_UPLOAD_FOLDERS = 5;

const uploadFolderSchema = v.object({ profileId: v.string(), bucket: v.string(), prefix: v.string() });

const memorySchema = v.object({
  /** Recent durations, latest first, e.g. `1h30m`. */
  validities: v.optional(v.array(v.string()), []),
  /** Last duration of each method. */
  validity: v.optional(v.object({ GET: v.exactOptional(v.string()), PUT: v.exactOptional(v.string()) }), {}),
  last: v.optional(v.unknown()),
  /** Options of the last link of each bucket and method, by `GET profile/bucket`. */
  options: v.optional(v.record(v.string(), v.unknown()), {}),
  /** Options that the user made the default, by `GET profile/bucket`, or `GET *` for all buckets. */
  defaults: v.optional(v.record(v.string(), v.unknown()), {}),
  /** Options of the last request for files of each bucket, by `profile/bucket`. */
  requests: v.optional(v.record(v.string(), v.unknown()), {}),
  /** Format ID with which a link of each method was last copied. */
  formats: v.optional(v.object({ GET: v.exactOptional(v.string()), PUT: v.exactOptional(v.string()) }), {}),
  /** Last recipe of each bucket, by `profile/bucket`. */
  recipes: v.optional(v.record(v.string(), v.unknown()), {}),
  /** Recent upload folders, latest first. */
  uploadFolders: v.optional(v.array(uploadFolderSchema), []),
  /** Upload folder of earlier versions. */
  uploadFolder: v.exactOptional(uploadFolderSchema),
});

const lastSchema = v.object({
  target: v.object({ profileId: v.string(), bucket: v.string(), key: v.string() }),
  options: linkOptionsSchema,
  /** Format ID; absent for a plain URL. */
  format: v.exactOptional(v.string()),
});

const recipeIdSchema = v.object({
  name: v.string(),
  source: v.picklist(['user', 'workspace']),
  fingerprint: v.string(),
});

type Memory = v.InferOutput<typeof memorySchema>;

const NOTHING_REMEMBERED: Memory = v.parse(memorySchema, {});

/** Object, options and format of the last link. */
export type LastLink = v.InferOutput<typeof lastSchema>;

/** Choices of the last links, offered first in questions. Never contains a URL. */
export class LinkMemory {
  readonly #stored: Stored<Memory>;
  readonly #defaultValidity: () => Validity;
  readonly #changed = new Emitter<undefined>();
  /** Options of requests that the user left, by folder. Never stored. */
  readonly #requestDrafts = new Map<string, RequestOptions>();

  readonly onDidChange = this.#changed.event;

  constructor(memento: StateStorage, defaultValidity: () => Validity) {
    this.#stored = new Stored<Memory>(memento, KEY, memorySchema);
    this.#defaultValidity = defaultValidity;
  }

  get lastLink(): LastLink | undefined {
    return readValue(lastSchema, this.#read().last);
  }

  /** Recent upload folders of all buckets, latest first. */
  get uploadFolders(): readonly FolderTarget[] {
    const { uploadFolders, uploadFolder } = this.#read();
    return uploadFolders.length === 0 && uploadFolder ? [uploadFolder] : uploadFolders;
  }

  /** Recent durations, latest first. */
  recentValidities(): readonly Validity[] {
    return this.#read().validities.flatMap((text) => deserializeValidity(text) ?? []);
  }

  /** Validity of links with default options. */
  get defaultValidity(): Validity {
    return this.#defaultValidity();
  }

  /** Validity of the last link of this method. */
  lastValidity(method: LinkMethod): Validity {
    return deserializeValidity(this.#read().validity[method]) ?? this.#defaultValidity();
  }

  /** Options of the bucket's last link of this method, without those that belong to one object. */
  lastOptions(bucketRef: BucketRef, method: LinkMethod): LinkOptions {
    const stored = readValue(linkOptionsSchema, this.#read().options[keyOf(bucketRef, method)]);
    return stored ?? optionsFor(method, this.lastValidity(method));
  }

  /** Options that the user made the default of a bucket, or of all buckets without one. */
  chosenDefault(method: LinkMethod, bucketRef?: BucketRef): LinkOptions | undefined {
    return readValue(linkOptionsSchema, this.#read().defaults[keyOf(bucketRef, method)]);
  }

  /** Options without any choice: the default validity, and the Content-Type of the name for uploads. */
  plainOptions(method: LinkMethod): LinkOptions {
    return optionsFor(method, this.#defaultValidity());
  }

  /** Makes options the default of a bucket, or of all buckets without one. */
  async setDefault(options: LinkOptions, bucketRef?: BucketRef): Promise<void> {
    const memory = this.#read();
    const stored = withoutObjectOptions(this.#reusable(options));
    await this.#write({ ...memory, defaults: { ...memory.defaults, [keyOf(bucketRef, options.method)]: stored } });
  }

  /** Removes choices and defaults. The last link and the upload folders are kept. */
  async resetChoices(): Promise<void> {
    this.#requestDrafts.clear();
    const { last } = this.#read();
    const uploadFolders = [...this.uploadFolders];
    await this.#write({ ...NOTHING_REMEMBERED, uploadFolders, ...omitUndefined({ last }) });
  }

  /** Format ID with which a link of this method was last copied. */
  lastFormat(method: LinkMethod): string | undefined {
    return this.#read().formats[method];
  }

  async rememberFormat(method: LinkMethod, id: string): Promise<void> {
    const memory = this.#read();
    await this.#write({ ...memory, formats: { ...memory.formats, [method]: id } });
  }

  /** IDs of the profiles that have signed for the bucket or uploaded to it. */
  profileIdsOf(bucket: string): ReadonlySet<string> {
    const { options, recipes } = this.#read();
    const buckets = [...Object.keys(options).map((key) => key.slice(key.indexOf(' ') + 1)), ...Object.keys(recipes)];
    const ids = buckets.filter((path) => path.endsWith(`/${bucket}`)).map((path) => path.slice(0, -bucket.length - 1));
    const others = [this.lastLink?.target, ...this.uploadFolders].flatMap((target) =>
      target?.bucket === bucket ? [target.profileId] : [],
    );
    return new Set([...ids, ...others]);
  }

  /** Last recipe of the bucket. */
  lastRecipe({ profileId, bucket }: BucketRef): RecipeId | undefined {
    return readValue(recipeIdSchema, this.#read().recipes[`${profileId}/${bucket}`]);
  }

  async rememberRecipe({ profileId, bucket }: BucketRef, recipe: RecipeId): Promise<void> {
    const memory = this.#read();
    await this.#write({ ...memory, recipes: { ...memory.recipes, [`${profileId}/${bucket}`]: recipe } });
  }

  /** Stores a link as the last one, which a quick copy repeats. */
  async rememberLink(link: LastLink): Promise<void> {
    await this.#write(this.#withLast(link));
  }

  /** Stores a validity that the user chose, to offer it first. */
  async rememberValidity(method: LinkMethod, validity: string): Promise<void> {
    await this.#write(withValidity(this.#read(), method, validity));
  }

  /** Stores a link as the last one, and its options as the last choices for the bucket. */
  async rememberOptions(link: LastLink): Promise<void> {
    const { target, options } = link;
    const memory = withValidity(this.#withLast(link), options.method, options.validity);
    const stored = withoutObjectOptions(this.#reusable(options));
    await this.#write({ ...memory, options: { ...memory.options, [keyOf(target, options.method)]: stored } });
  }

  async rememberUploadFolder({ profileId, bucket, prefix }: FolderTarget): Promise<void> {
    const others = this.uploadFolders.filter(
      (folder) => folder.profileId !== profileId || folder.bucket !== bucket || folder.prefix !== prefix,
    );
    const { uploadFolder: _, ...memory } = this.#read();
    const uploadFolders = [{ profileId, bucket, prefix }, ...others].slice(0, MAX_UPLOAD_FOLDERS);
    await this.#write({ ...memory, uploadFolders });
  }

  /** Options that a request into the folder begins with: those that the user left, else the last ones of the bucket. */
  requestOptions(folder: FolderTarget): RequestOptions | undefined {
    const { profileId, bucket } = folder;
    const draft = this.#requestDrafts.get(draftKeyOf(folder));
    return draft ?? readValue(requestOptionsSchema, this.#read().requests[`${profileId}/${bucket}`]);
  }

  /** Keeps options in memory, until the request is handed over. */
  keepRequestDraft(folder: FolderTarget, options: RequestOptions): void {
    this.#requestDrafts.set(draftKeyOf(folder), options);
  }

  /** Stores the options of a request as the last ones of its bucket. Its note and the name of its subfolder are for it alone. */
  async rememberRequest(folder: FolderTarget, { note: _, subfolder, ...options }: RequestOptions): Promise<void> {
    this.#requestDrafts.delete(draftKeyOf(folder));
    const { profileId, bucket } = folder;
    const memory = this.#read();
    // A moment would be past next time.
    const validity = deserializeValidity(options.validity)
      ? options.validity
      : compactDuration(DEFAULT_REQUEST_SECONDS);
    const stored = { ...options, validity, ...(subfolder === '' && { subfolder }) };
    const requests = { ...memory.requests, [`${profileId}/${bucket}`]: stored };
    await this.#write({ ...memory, requests });
  }

  async clear(): Promise<void> {
    this.#requestDrafts.clear();
    await this.#stored.write(undefined);
    this.#changed.fire(undefined);
  }

  #withLast({ target, options, format }: LastLink): Memory {
    const last = omitUndefined({ target, options: withoutContentOptions(this.#reusable(options)), format });
    return { ...this.#read(), last };
  }

  /** Options with the last duration in place of a date, which would be past next time. */
  #reusable(options: LinkOptions): LinkOptions {
    const validity = deserializeValidity(options.validity) ?? this.lastValidity(options.method);
    return { ...options, validity: validityText(validity) };
  }

  /** Stored memory. State that cannot be parsed counts as empty. */
  #read(): Memory {
    return this.#stored.read() ?? NOTHING_REMEMBERED;
  }

  async #write(memory: Memory): Promise<void> {
    await this.#stored.write(memory);
    this.#changed.fire(undefined);
  }
}

function draftKeyOf({ profileId, bucket, prefix }: FolderTarget): string {
  return `${profileId}/${bucket}/${prefix}`;
}

function keyOf(bucketRef: BucketRef | undefined, method: LinkMethod): string {
  return bucketRef ? `${method} ${bucketRef.profileId}/${bucketRef.bucket}` : `${method} *`;
}

function optionsFor(method: LinkMethod, validity: Validity): LinkOptions {
  return { method, validity: validityText(validity), ...{ GET: {}, PUT: { contentType: AUTO_CONTENT_TYPE } }[method] };
}

/** Memory with a chosen validity; unchanged for a date and for a validity that only V1 accepts. */
function withValidity(memory: Memory, method: LinkMethod, validity: string): Memory {
  const duration = deserializeValidity(validity);
  if (!isReusable(duration)) return memory;
  return {
    ...memory,
    validities: [...withRecentValidity(memory.validities, duration)],
    validity: { ...memory.validity, [method]: validity },
  };
}

/** True for a duration that any link can have. Longer ones are possible with V1 only. */
function isReusable(validity: Validity | undefined): validity is Validity {
  return validity?.kind === 'duration' && validity.seconds <= MAX_VALIDITY_SECONDS;
}

/** Options without the checksum and the size, which fit one file only. */
function withoutContentOptions({ contentLengthBytes: _, headers, ...options }: LinkOptions): LinkOptions {
  const others = Object.entries(headers ?? {}).filter(([name]) => name.toLowerCase() !== 'content-md5');
  return others.length > 0 ? { ...options, headers: Object.fromEntries(others) } : options;
}

/** Options without those that fit one object only: version, range, names and type. */
export function withoutObjectOptions(options: LinkOptions): LinkOptions {
  const { versionId: _id, range: _range, rangeBehavior: _behavior, ...others } = withoutContentOptions(options);
  const { download, contentType } = others;
  return {
    ...others,
    ...(download && { download: { type: download.type } }),
    ...(contentType !== undefined && { contentType: AUTO_CONTENT_TYPE }),
  };
}
