import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { SETTINGS } from '../../../ids.ts';
import { htmlText } from '../../../links/formats/markup.ts';
import type { MappedFile } from '../../../links/mappings/mappings.ts';
import { mappedTargets } from '../../workspaceFiles/mappedTargets.ts';
import type { Services } from '../../services.ts';
import { readAddressedObject, showObject, type AddressedObject, type Shown } from './previewedObjects.ts';
import type { MarkdownToken, PreviewedUri } from './markdownIt.ts';

type Kind = 'picture' | 'link';

/** Object in previews, with the time until which its shown state is valid. */
interface Entry {
  shown: Shown | undefined;
  renewAtMs: number;
  isPending: boolean;
}

/** Time after which a failed image is requested again. */
const RETRY_MS = 10_000;
/** Time for which an embedded image is cached. */
const EMBEDDED_MS = 900_000;
const MAX_ENTRIES = 300;
const MAX_PARALLEL = 4;
/** Delay that combines several responses into one refresh. */
const REFRESH_PAUSE_MS = 50;
/** Delays after the last response: a preview that is still opening misses the first refresh. */
const REPEAT_PAUSES_MS: readonly number[] = [1000, 4000];
const KEPT_ATTRIBUTES: ReadonlySet<string> = new Set(['class', 'height', 'id', 'title', 'width']);
const PROBLEM_STYLE = 'display: inline-block; border: 1px dashed; border-radius: 3px; padding: 2px 6px; opacity: 0.8';

/** Objects in Markdown previews. Their links are signed when shown, have a short validity, and are never written to a file. */
export class PreviewLinks implements vscode.Disposable {
  readonly #services: Services;
  readonly #entries = new Map<string, Entry>();
  readonly #waiting: (() => Promise<void>)[] = [];
  readonly #asked = new Set<string>();
  readonly #listeners: vscode.Disposable;
  #running = 0;
  #refreshTimer: NodeJS.Timeout | undefined;
  #repeatTimers: readonly NodeJS.Timeout[] = [];
  #renewTimer: NodeJS.Timeout | undefined;

  constructor(services: Services) {
    this.#services = services;
    const forget = (): void => {
      this.#entries.clear();
      this.#scheduleRefresh();
    };
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(SETTINGS.mappings)) forget();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(forget),
      services.profiles.onDidForgetEverything(forget),
    );
  }

  /** HTML of an image, or of the reason why it is not shown. */
  image(previewed: PreviewedUri, text: string): string {
    const { token, uri } = previewed;
    const shown = this.#shown(previewed, 'picture');
    if (!shown) return `<span title="${htmlText(uri)}">${htmlText(l10n.t('Loading {0}…', text || uri))}</span>`;
    if ('problem' in shown) return problemHtml(`${text || uri}: ${shown.problem}`, uri);
    const own = attributes(token);
    return `<img src="${htmlText(shown.url)}" data-src="${htmlText(uri)}" alt="${htmlText(text)}"${own}>`;
  }

  /** Start tag of a link. A link that cannot be signed has no target and shows the reason. */
  linkStart(previewed: PreviewedUri): string {
    const { token, uri } = previewed;
    const shown = this.#shown(previewed, 'link');
    if (!shown) return '<a>';
    if ('problem' in shown) return `<a title="${htmlText(shown.problem)}">`;
    return `<a href="${htmlText(shown.url)}" data-href="${htmlText(uri)}"${attributes(token)}>`;
  }

  /** Renders the open previews again. */
  async refresh(): Promise<void> {
    await vscode.commands.executeCommand('markdown.preview.refresh');
  }

  dispose(): void {
    for (const timer of [this.#refreshTimer, ...this.#repeatTimers, this.#renewTimer]) clearTimeout(timer);
    this.#listeners.dispose();
    this.#waiting.length = 0;
  }

  /** State of an object; `undefined` while it is requested. */
  #shown({ uri, document }: PreviewedUri, kind: Kind): Shown | undefined {
    const object = readAddressedObject(uri);
    if (!object) return { problem: l10n.t('This is not an address of an object.') };
    if (!vscode.workspace.isTrusted) return { problem: l10n.t('Trust this workspace to show objects of OSS.') };
    const id = JSON.stringify([kind, document.with({ path: '' }).toString(), document.path, object]);
    const entry = this.#entries.get(id) ?? { shown: undefined, renewAtMs: 0, isPending: false };
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    for (const oldest of [...this.#entries.keys()].slice(0, -MAX_ENTRIES)) this.#entries.delete(oldest);
    if (!entry.isPending && entry.renewAtMs <= this.#services.now().getTime()) {
      entry.isPending = true;
      this.#waiting.push(() => this.#resolve(entry, object, kind, document));
      this.#work();
    }
    return entry.shown;
  }

  #work(): void {
    while (this.#running < MAX_PARALLEL) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.#running++;
      void next().finally(() => {
        this.#running--;
        this.#scheduleRefresh();
        this.#work();
      });
    }
  }

  async #resolve(entry: Entry, object: AddressedObject, kind: Kind, document: vscode.Uri): Promise<void> {
    const { mappings, now } = this.#services;
    await mappings.whenRead();
    const mapped = mappings.ofBucket(document, object.bucket);
    entry.shown = mapped
      ? await showObject(mapped, object, kind, this.#services)
      : { problem: l10n.t('No mapping of this workspace folder has the bucket "{0}".', object.bucket) };
    entry.isPending = false;
    const nowMs = now().getTime();
    if ('problem' in entry.shown) {
      entry.renewAtMs = nowMs + RETRY_MS;
      if (mapped) this.#offerProfile(mapped);
      return;
    }
    const { expiration } = entry.shown;
    const heldMs = expiration ? ((expiration.getTime() - nowMs) * 2) / 3 : EMBEDDED_MS;
    entry.renewAtMs = nowMs + heldMs;
    // Links that are shown are renewed before they expire.
    clearTimeout(this.#renewTimer);
    this.#renewTimer = setTimeout(() => void this.refresh(), heldMs);
  }

  /** Asks once for the profile of a bucket, because opening a preview is no consent to use one. */
  #offerProfile(mapped: MappedFile): void {
    const { mappings, profiles, notifications } = this.#services;
    const { bucket } = mapped;
    if (mappings.profiles.profileFor(mapped) || profiles.list().length === 0 || this.#asked.has(bucket)) return;
    this.#asked.add(bucket);
    notifications.info(l10n.t('The Markdown preview needs a profile to show objects of the bucket "{0}".', bucket), {
      label: l10n.t('Select Profile…'),
      run: async () => {
        if (!(await mappedTargets([mapped], l10n.t('Select Profile'), this.#services))) return;
        this.#entries.clear();
        await this.refresh();
      },
    });
  }

  #scheduleRefresh(): void {
    this.#refreshTimer ??= setTimeout(() => {
      this.#refreshTimer = undefined;
      void this.refresh();
    }, REFRESH_PAUSE_MS);
    for (const timer of this.#repeatTimers) clearTimeout(timer);
    this.#repeatTimers = REPEAT_PAUSES_MS.map((pauseMs) => setTimeout(() => void this.refresh(), pauseMs));
  }
}

function problemHtml(text: string, uri: string): string {
  return `<span role="note" style="${PROBLEM_STYLE}" title="${htmlText(uri)}">${htmlText(text)}</span>`;
}

/** Attributes that the user may have written, each after a space. */
function attributes({ attrs }: MarkdownToken): string {
  return (attrs ?? [])
    .filter(([name]) => KEPT_ATTRIBUTES.has(name))
    .map(([name, value]) => ` ${name}="${htmlText(value)}"`)
    .join('');
}
