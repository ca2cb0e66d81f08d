import * as l10n from '@vscode/l10n';

/** Text for an error of this computer's files, from Node or from VS Code; `undefined` for other errors. */
export function fileErrorText(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !isOfFiles(error)) return undefined;
  const path = 'dest' in error && typeof error.dest === 'string' ? error.dest : pathOf(error);
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return l10n.t('The disk is full. Free some space, then try again.');
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'NoPermissions':
      return l10n.t('No permission to use "{0}". Select another folder, or change its permissions.', path);
    case 'ENOENT':
    case 'FileNotFound':
      return l10n.t('"{0}" doesn\'t exist. It may have been moved or deleted.', path);
    case 'ENAMETOOLONG':
      return l10n.t('The path "{0}" is too long for this computer. Select a folder with a shorter path.', path);
    case 'EMFILE':
    case 'ENFILE':
      return l10n.t('Too many files are open. Close other programs, then try again.');
    default:
      return undefined;
  }
}

function isOfFiles(error: Error): boolean {
  return 'syscall' in error || error.name.includes('FileSystemError');
}

/** Path that an error names; VS Code has it only in the message. */
function pathOf(error: Error): string {
  return 'path' in error && typeof error.path === 'string' ? error.path : error.message;
}
