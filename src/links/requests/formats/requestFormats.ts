import { curlCmdForm, curlForm } from './curlForm.ts';
import { goForm } from './goForm.ts';
import { htmlForm } from './htmlForm.ts';
import { javaForm } from './javaForm.ts';
import { browserForm, nodejsForm } from './javaScriptForms.ts';
import { phpForm } from './phpForm.ts';
import { pythonForm } from './pythonForm.ts';
import type { RequestFormat } from './requestFormat.ts';

/** All text formats of a request, in the order of the quick pick. */
export const requestFormats: readonly RequestFormat[] = [
  curlForm,
  curlCmdForm,
  htmlForm,
  pythonForm,
  nodejsForm,
  browserForm,
  javaForm,
  goForm,
  phpForm,
];
