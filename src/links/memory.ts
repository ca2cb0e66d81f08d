import type { Memento } from 'vscode';
import * as v from 'valibot';
import { Emitter } from '../emitter.ts';
import {
  objectName,
  type FolderTarget,
  type GetChoices,
  type LinkMethod,
  type ObjectTarget,
  type PutChoices,
} from './link.ts';
import { deserializeValidity, rememberValidity, serializeValidity, type Validity } from './validity.ts';

const KEY = 'ossLinks.memory';

const targetSchema = v.object({ profileId: v.string(), bucket: v.string(), key: v.string() });
const headersSchema = v.record(v.string(), v.string());
const memorySchema = v.object({
  /** The last durations, latest first, e.g. `1h30m`. */
  validities: v.optional(v.array(v.string()), []),
  /** The last duration of each method. */
  validity: v.optional(v.object({ GET: v.exactOptional(v.string()), PUT: v.exactOptional(v.string()) }), {}),
  download: v.optional(v.boolean(), false),
  last: v.exactOptional(
    v.object({ target: targetSchema, method: v.picklist(['GET', 'PUT']), contentType: v.exactOptional(v.string()) }),
  ),
  /** Headers of the last PUT link of each bucket, `profile/bucket` to headers. */
  putHeaders: v.optional(v.record(v.string(), headersSchema), {}),
  uploadFolder: v.exactOptional(v.object({ profileId: v.string(), bucket: v.string(), prefix: v.string() })),
});

type Memory = v.InferOutput<typeof memorySchema>;

/** The object, method and content type of the last link. */
export type LastLink = NonNullable<Memory['last']>;

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

  get last(): LastLink | undefined {
    return this.#read().last;
  }

  get uploadFolder(): FolderTarget | undefined {
    return this.#read().uploadFolder;
  }

  /** The durations chosen last, latest first. */
  recentValidities(): readonly Validity[] {
    return this.#read().validities.flatMap((text) => deserializeValidity(text) ?? []);
  }

  /** The validity of the last link of that method. */
  validity(method: LinkMethod): Validity {
    return deserializeValidity(this.#read().validity[method]) ?? this.#defaultValidity();
  }

  /** The last choices for a download, with the download name taken from the object at hand. */
  getChoices(key: string): GetChoices {
    const validity = this.validity('GET');
    return this.#read().download ? { validity, downloadName: objectName(key) } : { validity };
  }

  /** The headers of the bucket's last PUT link. */
  putHeaders({ profileId, bucket }: Pick<ObjectTarget, 'profileId' | 'bucket'>): Readonly<Record<string, string>> {
    return this.#read().putHeaders[`${profileId}/${bucket}`] ?? {};
  }

  async rememberGet(target: ObjectTarget, { validity, downloadName }: GetChoices): Promise<void> {
    await this.#remember('GET', validity, { last: { target, method: 'GET' }, download: downloadName !== undefined });
  }

  async rememberPut(target: ObjectTarget, { validity, contentType, headers }: PutChoices): Promise<void> {
    // A checksum belongs to one file and would refuse every other.
    const { 'content-md5': _, ...reusable } = headers;
    await this.#remember('PUT', validity, {
      last: { target, method: 'PUT', ...(contentType === undefined ? {} : { contentType }) },
      putHeaders: { ...this.#read().putHeaders, [`${target.profileId}/${target.bucket}`]: reusable },
    });
  }

  async rememberUploadFolder(uploadFolder: FolderTarget): Promise<void> {
    await this.#write({ ...this.#read(), uploadFolder });
  }

  async forget(): Promise<void> {
    await this.#memento.update(KEY, undefined);
    this.#changed.fire(undefined);
  }

  async #remember(method: LinkMethod, validity: Validity, changes: Partial<Memory>): Promise<void> {
    const memory = this.#read();
    const text = serializeValidity(validity);
    await this.#write({
      ...memory,
      ...changes,
      validities: [...rememberValidity(memory.validities, validity)],
      validity: text === undefined ? memory.validity : { ...memory.validity, [method]: text },
    });
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
