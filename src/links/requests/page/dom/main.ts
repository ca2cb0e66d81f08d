import { filled } from '../../pageTexts.ts';
import { describeMoment, describeSeconds } from '../describe.ts';
import type { PageData } from '../pageData.ts';
import { onFilesChosen } from './chosenFiles.ts';
import { Uploads } from './uploads.ts';

/** Element of the page by ID. All elements exist from the start. */
const byId = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

const data = JSON.parse(byId('data').textContent) as PageData;
const { texts, language, expiresMs, types } = data;
const form = byId('form') as HTMLFormElement;
const input = byId('file') as HTMLInputElement;
const status = byId('status');
const hint = byId('hint');

let isBusy = false;
const uploads = new Uploads(form, data, (news) => {
  const { total, arrived, failed, open } = uploads.counts;
  byId('files').hidden = total === 0;
  const summary = failed > 0 ? texts.summaryFailed : texts.summary;
  byId('summary').textContent = filled(summary, arrived, total, failed);
  if (news !== '') status.textContent = news;
  hint.hidden = !uploads.isPlain;
  hint.textContent = texts.noProgress;
  isBusy = open > 0;
});

input.multiple = true;
if (types)
  input.accept = [...new Set(Object.values(types).filter((type) => type.startsWith('image/')))]
    .concat(Object.keys(types).map((extension) => `.${extension}`))
    .join();
form.addEventListener('submit', (event) => {
  event.preventDefault();
});
byId('send').hidden = true;
byId('no-script').hidden = true;
byId('drop').classList.add('live');
onFilesChosen(input, byId('drop'), (files) => {
  uploads.add(byId('list'), files);
});
window.addEventListener('beforeunload', (event) => {
  if (isBusy) event.preventDefault();
});

byId('expires').textContent = describeMoment(new Date(expiresMs), language);

/** Shows the time left. After the expiry it shows that and disables the file input. */
function tick(): void {
  const secondsLeft = (expiresMs - Date.now()) / 1000;
  byId('left').textContent = secondsLeft > 0 ? filled(texts.timeLeft, describeSeconds(secondsLeft, language)) : '';
  if (secondsLeft <= 0) {
    input.disabled = true;
    byId('drop').classList.add('off');
    const expired = byId('expired');
    expired.textContent = filled(texts.expired, describeMoment(new Date(), language));
    expired.hidden = false;
    return;
  }
  // Seconds are shown only in the last minutes.
  setTimeout(tick, secondsLeft > 120 ? 10_000 : 1000);
}
tick();
