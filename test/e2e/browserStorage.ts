import type { Page } from 'playwright-core';

/** Code for the page: helpers of the functions below. */
const helpers = `
  const settled = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error ?? new Error('blocked'));
  });
  const readDatabases = async (isWanted) => {
    const stores = [];
    for (const { name } of await indexedDB.databases()) {
      if (!isWanted(name)) continue;
      const database = await settled(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const items = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([settled(items.getAllKeys()), settled(items.getAll())]);
        stores.push({ name, store, items: keys.map((key, index) => [key, values[index]]) });
      }
      database.close();
    }
    return stores;
  };
  const isState = (name) => name.startsWith('vscode-web-state-db-');
  const textOf = (value) => ArrayBuffer.isView(value) || value instanceof ArrayBuffer
    ? new TextDecoder().decode(value)
    : typeof value === 'string' ? value : JSON.stringify(value);
  const textsOf = (stores) => stores.flatMap(({ name, items }) =>
    items.map(([key, value]) => name + ' ' + key + ' ' + textOf(value)));
`;

function evaluate(page: Page, code: string): Promise<string> {
  return page.evaluate(`(async () => {${helpers}${code}})()`);
}

/** State of the workbench and its extensions for the next start (their globalState and workspaceState), as text. */
export function readState(page: Page): Promise<string> {
  return evaluate(page, `return textsOf(await readDatabases(isState)).join('\\n');`);
}

/** Everything that the page keeps in the browser, as text: also files and backups of editors that VS Code puts there. */
export function readBrowserData(page: Page): Promise<string> {
  return evaluate(
    page,
    `const texts = Object.entries({ ...localStorage, ...sessionStorage }).map((entry) => entry.join(' '));
    return [...texts, ...textsOf(await readDatabases(() => true))].join('\\n');`,
  );
}

/** State and secrets of the workbench, for `replaceStorage`. */
export function keepStorage(page: Page): Promise<string> {
  return evaluate(page, `return JSON.stringify({ local: { ...localStorage }, stores: await readDatabases(isState) });`);
}

/**
 * Replaces all that a page without a workbench keeps in the browser by what was kept, or by nothing. The browser deletes
 * the databases, because it closes what the workbench before has open: a page has waited for that for ever.
 */
export async function replaceStorage(page: Page, kept = '{"local":{},"stores":[]}'): Promise<void> {
  await page.context().clearCookies();
  const browser = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await browser.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await browser.detach();
  await evaluate(
    page,
    `const { local, stores } = ${kept};
    localStorage.clear();
    sessionStorage.clear();
    Object.assign(localStorage, local);
    for (const { name, store, items } of stores) {
      const opening = indexedDB.open(name, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(store);
      const database = await settled(opening);
      const transaction = database.transaction(store, 'readwrite');
      const ended = new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onerror = transaction.onabort = () => reject(transaction.error);
      });
      for (const [key, value] of items) transaction.objectStore(store).put(value, key);
      await ended;
      database.close();
    }
    return '';`,
  );
}
