import type { Body } from './bodies.ts';
import type { ObjectDraft } from './buckets.ts';
import { compareUtf8 } from './utf8Order.ts';
import { Refusal } from './refusal.ts';

export interface Part {
  readonly etag: string;
  readonly md5: Buffer;
  readonly body: Body;
  readonly lastModified: Date;
}

export interface MultipartUpload {
  readonly bucket: string;
  readonly key: string;
  readonly described: Pick<ObjectDraft, 'headers' | 'storageClass' | 'acl' | 'tags' | 'encryption'>;
  readonly initiatedAt: Date;
  readonly parts: Map<number, Part>;
}

/** Uploads that were initiated and neither completed nor aborted. */
export class MultipartUploads {
  readonly #uploads = new Map<string, MultipartUpload>();
  #begun = 0;

  begin(upload: Omit<MultipartUpload, 'parts'>): string {
    this.#begun += 1;
    const id = `0004B999EF5A239B${this.#begun.toString(16).toUpperCase().padStart(16, '0')}`;
    this.#uploads.set(id, { ...upload, parts: new Map() });
    return id;
  }

  /** Upload of that ID, if it is for that object; otherwise NoSuchUpload. */
  find(id: string, bucket: string, key: string): MultipartUpload {
    const upload = this.#uploads.get(id);
    if (upload?.bucket !== bucket || upload.key !== key) {
      throw new Refusal(404, 'NoSuchUpload', 'The specified upload does not exist.', { fields: [['UploadId', id]] });
    }
    return upload;
  }

  /** The uploads of a bucket, by key and then by id. */
  list(bucket: string): readonly (MultipartUpload & { readonly id: string })[] {
    return [...this.#uploads]
      .map(([id, upload]) => ({ id, ...upload }))
      .filter((upload) => upload.bucket === bucket)
      .sort((a, b) => compareUtf8(a.key, b.key) || compareUtf8(a.id, b.id));
  }

  end(id: string): void {
    this.#uploads.delete(id);
  }
}
