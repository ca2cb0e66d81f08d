import { linkSettings } from '../../ui/settings/configuration.ts';
import { QuickCopyStatusBar, type StatusBarOptions } from './quickCopyStatusBar.ts';
import { WorkspaceMappings, type FileMappings, type MappingsOptions } from '../../ui/settings/workspaceMappings.ts';

type QuickCopyOptions = MappingsOptions & Omit<StatusBarOptions, 'mappings' | 'maxValiditySeconds'>;

/** Opens the mappings of the workspace's files and the status bar that follows the user through them. */
export function openQuickCopy(options: QuickCopyOptions, subscriptions: { dispose(): unknown }[]): FileMappings {
  const mappings = new WorkspaceMappings(options);
  const statusBar = new QuickCopyStatusBar({ ...options, ...linkSettings, mappings });
  subscriptions.push(statusBar, mappings);
  return mappings;
}
