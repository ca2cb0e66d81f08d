import type { Memento } from 'vscode';
import * as v from 'valibot';
import { Emitter } from '../emitter.ts';
import { omitUndefined } from '../oss/omitUndefined.ts';
import { MAX_VALIDITY_SECONDS } from '../oss/validate.ts';
import type { FolderTarget, LinkMethod } from './link.ts';
import type { BucketRef } from './linkHosts.ts';
import { linkOptionsSchema, AUTO_CONTENT_TYPE, type LinkOptions } from './linkOptions.ts';
import { deserializeValidity, withRecentValidity, validityText, type Validity } from './validity.ts';

const KEY = 'ossLinks.memory';

const memorySchema = v.object({
  /** The last durations, latest first, e.g. `1h30m`. */
  validities: v.optional(v.array(v.string()), []),
  /** The last duration of each method. */
  validity: v.optional(v.object({ GET: v.exactOptional(v.string()), PUT: v.exactOptional(v.string()) }), {}),
  last: v.optional(v.unknown()),
  /** The options of the last link of each bucket and method, by `GET profile/bucket`. */
  options: v.optional(v.record(v.string(), v.unknown()), {}),
  /** What a link of each method was last copied as: the id of a format. */
  formats: v.optional(v.object({ GET: v.exactOptional(v.string()), PUT: v.exactOptional(v.string()) }), {}),
  /** The recipe used last in each bucket, by `profile/bucket`. */
  recipes: v.optional(v.record(v.string(), v.string()), {}),
  uploadFolder: v.exactOptional(v.object({ profileId: v.string(), bucket: v.string(), prefix: v.string() })),
});

const lastSchema = v.object({
  target: v.object({ profileId: v.string(), bucket: v.string(), key: v.string() }),
  options: linkOptionsSchema,
  /** The id of what it was copied as; left out for a bare URL. */
  format: v.exactOptional(v.string()),
});

type Memory = v.InferOutput<typeof memorySchema>;

/** The object of the last link, what it was made with and what it was copied as. */
export type LastLink = v.InferOutput<typeof lastSchema>;

/** Remembers what was chosen for the last links, so that the next one takes fewer questions. Never a URL. */
export class LinkMemory {
  readonly #memento: Pick<Memento, 'get' | 'update'>;
  readonly #defaultValidity: () => Validity;
  readonly #changed = new Emitter<undefined>();

  readonly onDidChange = this.#changed.event;

  constructor(memento: Pick<Memento, 'get' | 'update'>, defaultValidity: () => Validity) {
    this.#memento = memento;
    this.#defaultValidity = defaultValidity;
  }

  get lastLink(): LastLink | undefined {
    return parseOrUndefined(lastSchema, this.#read().last);
  }

  get uploadFolder(): FolderTarget | undefined {
    return this.#read().uploadFolder;
  }

  /** The durations chosen last, latest first. */
  recentValidities(): readonly Validity[] {
    return this.#read().validities.flatMap((text) => deserializeValidity(text) ?? []);
  }

  /** The validity of the last link of that method. */
  lastValidity(method: LinkMethod): Validity {
    return deserializeValidity(this.#read().validity[method]) ?? this.#defaultValidity();
  }

  /** What was chosen for the bucket's last link of that method, as far as it suits any object. */
  lastOptions(place: BucketRef, method: LinkMethod): LinkOptions {
    const kept = parseOrUndefined(linkOptionsSchema, this.#read().options[keyOf(place, method)]);
    const validity = validityText(this.lastValidity(method));
    return kept ?? { method, validity, ...(method === 'PUT' && { contentType: AUTO_CONTENT_TYPE }) };
  }

  /** What a link takes over that nothing was chosen for: how long it lives and what browsers do with it. */
  plainOptions(place: BucketRef, method: LinkMethod): LinkOptions {
    const { validity: chosen, download, contentType } = this.lastOptions(place, method);
    const validity = isReusable(deserializeValidity(chosen)) ? chosen : validityText(this.lastValidity(method));
    return { method, validity, ...(download && { download }), ...(contentType !== undefined && { contentType }) };
  }

  /** The id of what a link of that method was last copied as. */
  lastFormat(method: LinkMethod): string | undefined {
    return this.#read().formats[method];
  }

  async rememberFormat(method: LinkMethod, id: string): Promise<void> {
    const memory = this.#read();
    await this.#write({ ...memory, formats: { ...memory.formats, [method]: id } });
  }

  /** The ids of the profiles that have signed for the bucket, or uploaded to it. */
  profileIdsOf(bucket: string): ReadonlySet<string> {
    const { options, recipes, uploadFolder } = this.#read();
    const places = [...Object.keys(options).map((key) => key.slice(key.indexOf(' ') + 1)), ...Object.keys(recipes)];
    const ids = places
      .filter((place) => place.endsWith(`/${bucket}`))
      .map((place) => place.slice(0, -bucket.length - 1));
    const further = [this.lastLink?.target, uploadFolder].flatMap((place) =>
      place?.bucket === bucket ? [place.profileId] : [],
    );
    return new Set([...ids, ...further]);
  }

  /** The name of the recipe that was used last in the bucket. */
  lastRecipe({ profileId, bucket }: BucketRef): string | undefined {
    return this.#read().recipes[`${profileId}/${bucket}`];
  }

  async rememberRecipe({ profileId, bucket }: BucketRef, name: string): Promise<void> {
    const memory = this.#read();
    await this.#write({ ...memory, recipes: { ...memory.recipes, [`${profileId}/${bucket}`]: name } });
  }

  /** Keeps a link as the last one, which a quick copy makes again. */
  async rememberLink(link: LastLink): Promise<void> {
    await this.#write(this.#withLast(link));
  }

  /** Keeps a link as the last one, and its options as what was chosen for the bucket. */
  async rememberOptions(link: LastLink): Promise<void> {
    const { target, options } = link;
    const memory = this.#withLast(link);
    const kept = withoutObjectOptions(this.#lasting(options));
    await this.#write({ ...memory, options: { ...memory.options, [keyOf(target, options.method)]: kept } });
  }

  async rememberUploadFolder(uploadFolder: FolderTarget): Promise<void> {
    await this.#write({ ...this.#read(), uploadFolder });
  }

  async clear(): Promise<void> {
    await this.#memento.update(KEY, undefined);
    this.#changed.fire(undefined);
  }

  #withLast({ target, options, format }: LastLink): Memory {
    const memory = this.#read();
    const chosen = deserializeValidity(options.validity);
    const duration = isReusable(chosen) ? chosen : undefined;
    return {
      ...memory,
      last: omitUndefined({ target, options: withoutContentOptions(this.#lasting(options)), format }),
      validities: [...(duration ? withRecentValidity(memory.validities, duration) : memory.validities)],
      validity: duration ? { ...memory.validity, [options.method]: options.validity } : memory.validity,
    };
  }

  /** A date would be past next time: the last duration stands for it. */
  #lasting(options: LinkOptions): LinkOptions {
    const validity = deserializeValidity(options.validity) ?? this.lastValidity(options.method);
    return { ...options, validity: validityText(validity) };
  }

  /** State of another version or a damaged one counts as nothing remembered. */
  #read(): Memory {
    const parsed = v.safeParse(memorySchema, this.#memento.get(KEY) ?? {});
    return parsed.success ? parsed.output : v.parse(memorySchema, {});
  }

  async #write(memory: Memory): Promise<void> {
    await this.#memento.update(KEY, memory);
    this.#changed.fire(undefined);
  }
}

function keyOf({ profileId, bucket }: BucketRef, method: LinkMethod): string {
  return `${method} ${profileId}/${bucket}`;
}

/** V1 alone knows longer ones, which no other link can take over. */
function isReusable(validity: Validity | undefined): validity is Validity {
  return validity?.kind === 'duration' && validity.seconds <= MAX_VALIDITY_SECONDS;
}

/** What another version kept, or what is damaged, counts as nothing. */
function parseOrUndefined<T>(schema: v.GenericSchema<unknown, T>, kept: unknown): T | undefined {
  const parsed = v.safeParse(schema, kept);
  return parsed.success ? parsed.output : undefined;
}

/** A checksum and a size belong to one file and would refuse every other. */
function withoutContentOptions({ contentLengthBytes: _, headers, ...options }: LinkOptions): LinkOptions {
  const others = Object.entries(headers ?? {}).filter(([name]) => name.toLowerCase() !== 'content-md5');
  return others.length > 0 ? { ...options, headers: Object.fromEntries(others) } : options;
}

/** The options without what belongs to one object: its version, range, names and type. */
export function withoutObjectOptions(options: LinkOptions): LinkOptions {
  const { versionId: _id, range: _range, rangeBehavior: _behavior, ...others } = withoutContentOptions(options);
  const { download, contentType } = others;
  return {
    ...others,
    ...(download && { download: { type: download.type } }),
    ...(contentType !== undefined && { contentType: AUTO_CONTENT_TYPE }),
  };
}
