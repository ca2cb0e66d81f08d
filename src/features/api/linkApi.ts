import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import { explainError } from '../../ui/messages/errorText.ts';
import {
  linkRequestSchema,
  makeRequestedLink,
  confirmationText,
  readLinkRequest,
  requestConsequence,
  requestRows,
  requestTitle,
  type LinkRequest,
} from '../chat/linkRequest.ts';
import { confirmAndRecord } from '../copy/deliverLinks.ts';
import type { Services } from '../services.ts';
import type { CreatedLink } from './api.ts';

/** Upper bound on requests that wait for the user. */
const MAX_WAITING = 5;

/**
 * Link requests of other extensions. It asks one question after the other, and the user can block all requests for the
 * session.
 */
export class LinkApi {
  readonly #services: Services;
  #isBlocked = false;
  #waitingCount = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(services: Services) {
    this.#services = services;
  }

  /**
   * Creates a link once the user agreed; `undefined` if they declined. Throws errors with a text for users: for invalid
   * input, while requests are blocked, and while too many are waiting.
   */
  async createLink(input: unknown): Promise<CreatedLink | undefined> {
    try {
      return await this.#enqueue(this.#read(input));
    } catch (error) {
      const { message, details } = explainError(error);
      this.#services.log.error(`API createLink: ${details}`);
      // Without the cause, which is not for other extensions.
      throw new Error(message);
    }
  }

  #read(input: unknown): LinkRequest {
    const parsed = v.safeParse(linkRequestSchema, input);
    if (!parsed.success) {
      throw new InvalidInputError('input', 'createLink takes bucket, key, and optionally profile, method, validity.');
    }
    return readLinkRequest(parsed.output, this.#services);
  }

  async #enqueue(request: LinkRequest): Promise<CreatedLink | undefined> {
    if (this.#waitingCount >= MAX_WAITING) {
      throw new InvalidInputError('input', 'Too many links wait for an answer. Ask for the next one afterwards.');
    }
    this.#waitingCount++;
    const answered = this.#last.then(() => this.#askAndCreate(request));
    this.#last = answered.catch(() => undefined);
    try {
      return await answered;
    } finally {
      this.#waitingCount--;
    }
  }

  async #askAndCreate(request: LinkRequest): Promise<CreatedLink | undefined> {
    if (this.#isBlocked) {
      throw new InvalidInputError('input', 'The user blocked links for other extensions until the window is reloaded.');
    }
    const create = l10n.t('Create Link');
    const block = l10n.t('Block for This Session');
    const sentences = [
      l10n.t("Another extension requests this link and gets it. VS Code doesn't say which extension it is."),
      requestConsequence(request, this.#services),
    ];
    const answer = await this.#services.prompts.decide({
      message: requestTitle(request),
      detail: confirmationText(sentences, await requestRows(request)),
      answers: [create, block],
    });
    if (answer === block) this.#isBlocked = true;
    if (answer !== create) return undefined;
    const link = await makeRequestedLink(request, this.#services);
    if (!(await confirmAndRecord([link], 'api', this.#services))) return undefined;
    const { url, method, signedHeaders: headers, expiration: expires } = link;
    return { url, method, headers: { ...headers }, expires };
  }
}
