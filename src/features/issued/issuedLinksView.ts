import * as vscode from 'vscode';
import * as l10n from '@vscode/l10n';
import type { StateStorage } from '../../stored.ts';
import type { Subscriptions } from '../../emitter.ts';
import { NO_ISSUED_LINKS_CONTEXT } from '../../ids.ts';
import { Ledger } from '../../links/ledger/ledger.ts';
import type { Profile } from '../../profiles/profile.ts';
import { describeCount } from '../../text/describe.ts';
import { expiringSoon, milestonesOf, nextChange, type IssuedNode } from './issuedNodes.ts';
import { IssuedLinksProvider } from './issuedLinksProvider.ts';
import { reach } from '../../ui/messages/milestones.ts';
import type { LazyView } from '../../ui/lazyTreeProvider.ts';
import { badgeWithinMs } from '../../ui/settings/configuration.ts';

export interface IssuedLinksContext {
  readonly memento: StateStorage;
  readonly profiles: { list(): readonly Profile[] };
  readonly now: () => Date;
  readonly locale: string;
}

/** Interval of the countdown. */
const MINUTE_MS = 60_000;
/** Longest wait of a timer. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Filter of the view of issued links. */
export interface IssuedFilter {
  /** Text that the shown links contain; empty for all. */
  get(): string;
  set(text: string): void;
}

/** Creates the ledger, the rows of its view, and the badge with the number of links that expire soon. */
export function createIssuedLinks(
  { memento, profiles, now, locale }: IssuedLinksContext,
  { view, provider: lazyProvider }: LazyView<IssuedNode>,
  subscriptions: Subscriptions,
): { readonly ledger: Ledger; readonly issuedFilter: IssuedFilter } {
  const ledger = new Ledger(memento, now);
  const provider = new IssuedLinksProvider({ ledger, profiles, now, locale });
  let timer: NodeJS.Timeout | undefined;
  const count = (): void => {
    clearTimeout(timer);
    const [links, withinMs] = [ledger.list(), badgeWithinMs()];
    void vscode.commands.executeCommand('setContext', NO_ISSUED_LINKS_CONTEXT, links.length === 0);
    milestonesOf(links).forEach(reach);
    const soon = expiringSoon(links, now(), withinMs).length;
    view.badge =
      soon === 0
        ? undefined
        : {
            value: soon,
            tooltip: l10n.t(
              soon === 1 ? '1 issued link expires soon' : '{0} issued links expire soon',
              describeCount(soon, locale),
            ),
          };
    const next = nextChange(links, now(), withinMs);
    if (!next) return;
    // A visible view counts down. A hidden one changes only when a link expires.
    const waitMs = Math.min(next.getTime() - now().getTime(), view.visible ? MINUTE_MS : MAX_TIMER_MS);
    timer = setTimeout(update, waitMs);
  };
  const update = (): void => {
    provider.refresh();
    count();
  };
  const listeners = [
    ledger.onDidChange(update),
    view.onDidChangeVisibility(() => {
      // Recently drawn rows are kept, so that no row is replaced under the mouse pointer.
      if (now().getTime() - provider.drawnAtMs >= MINUTE_MS) provider.refresh();
      count();
    }),
    vscode.workspace.onDidChangeConfiguration(count),
    // Another window may have issued links meanwhile.
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) update();
    }),
  ];
  lazyProvider.follow(provider);
  update();
  const stopTimer = (): void => {
    clearTimeout(timer);
  };
  subscriptions.push(...listeners, provider, { dispose: stopTimer });
  const issuedFilter: IssuedFilter = {
    get: () => provider.filter,
    set: (text) => {
      provider.filter = text;
      view.message = text === '' ? '' : l10n.t('Filter: {0}', text);
      provider.refresh();
    },
  };
  return { ledger, issuedFilter };
}
