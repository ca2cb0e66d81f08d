import * as l10n from '@vscode/l10n';
import type { Uri } from 'vscode';
import type { ObjectTarget } from '../../links/link.ts';
import { defaultLinks } from '../copy/defaultLinks.ts';
import { copyLinks, rememberDelivered } from '../copy/deliverLinks.ts';
import { chosenFiles } from './chosenFiles.ts';
import { planUpload } from './planUpload.ts';
import { reportUpload } from '../transfers/reportUpload.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';
import { uploadAll } from '../transfers/uploadAll.ts';

/** Uploads files with progress and copies their download links. No object is replaced without a question. */
export async function uploadAndCopyGetUrl(uris: readonly Uri[], services: Services): Promise<void> {
  const title = l10n.t('Upload and Copy Download Link');
  const files = await chosenFiles(uris, services, title);
  if (files.length === 0 || !(await requireProfile(services))) return;
  const plan = await planUpload(files, title, services);
  if (!plan) return;
  if (!plan.isMapped) await services.memory.rememberUploadFolder(plan.folder);
  const uploaded = await uploadAll(plan.files, plan.folder, services);
  if (uploaded.finished) await copyDownloadLinks(uploaded.objects, services);
  reportUpload(uploaded, files.length, plan.folder, services);
}

async function copyDownloadLinks(uploaded: readonly ObjectTarget[], services: Services): Promise<void> {
  const { specs, format } = await defaultLinks(uploaded, 'GET', services);
  const link = (await copyLinks(specs, services, format && { format })).at(-1);
  if (link) await rememberDelivered(link, format, services);
}
