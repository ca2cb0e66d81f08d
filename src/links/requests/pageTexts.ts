/** Languages of an upload page, as HTML language tags. The sender may speak another language than the user. */
export type PageLanguage = 'en' | 'zh-CN';

/** Problem of an upload, explained to the person who sends the file. */
export type Problem =
  | 'expired'
  | 'tooLarge'
  | 'tooSmall'
  | 'wrongKind'
  | 'nameTaken'
  | 'probablyArrived'
  | 'nameTooLong'
  | 'badName'
  | 'changed'
  | 'withdrawn'
  | 'noPermission'
  | 'busy'
  | 'network'
  | 'unreadable'
  | 'unconfirmed'
  | 'refused';

/** Texts of the page's own markup. */
interface MarkupTexts {
  readonly title: string;
  readonly note: string;
  readonly maxSize: string;
  readonly minSize: string;
  readonly kinds: string;
  readonly anyNumberOfFiles: string;
  readonly expires: string;
  readonly receiver: string;
  readonly choose: string;
  readonly orDrop: string;
  readonly send: string;
  readonly files: string;
  readonly noScript: string;
  readonly noScriptKinds: string;
  readonly trustNote: string;
}

/** Texts that the script of the page shows. */
export interface ScriptTexts {
  readonly problems: Readonly<Record<Problem, string>>;
  readonly timeLeft: string;
  readonly expired: string;
  readonly waiting: string;
  readonly starting: string;
  readonly sending: string;
  readonly sendingPlainly: string;
  readonly arrived: string;
  readonly cancelled: string;
  readonly answer: string;
  readonly noProgress: string;
  readonly summary: string;
  readonly summaryFailed: string;
  readonly progress: string;
  readonly cancel: string;
  readonly retry: string;
  readonly sendAs: string;
  readonly remove: string;
  readonly details: string;
  /** Accessible name of a button in a row: its label and the file. */
  readonly ofFile: string;
}

/** All texts of a page. */
export interface PageTexts {
  readonly markup: MarkupTexts;
  readonly script: ScriptTexts;
}

const english: PageTexts = {
  markup: {
    title: 'Send Files',
    note: 'Note from the receiver',
    maxSize: 'Up to {0} per file',
    minSize: 'At least {0} per file',
    kinds: 'Accepted: {0}',
    anyNumberOfFiles: 'Any number of files',
    expires: 'Expires {0}',
    receiver: 'Files go to {0}',
    choose: 'Choose Files',
    orDrop: 'or drop or paste them here',
    send: 'Send',
    files: 'Files',
    noScript: 'JavaScript is off: you can send one file at a time, without progress.',
    noScriptKinds: 'Turn on JavaScript to send files: the page has to tell the receiver the type of each file.',
    trustNote: 'Send only to somebody you know. The receiver made this page and its note.',
  },
  script: {
    problems: {
      expired: 'This request has expired. Ask the receiver for a new one.',
      tooLarge: 'The file is too large: {0} of at most {1}.',
      tooSmall: 'The file is too small: {0} of at least {1}.',
      wrongKind: 'Files of this kind are not accepted. Accepted: {0}.',
      nameTaken: 'A file of this name is already there. It was not replaced.',
      probablyArrived: 'A file of this name is already there. It is probably the one from your first attempt.',
      nameTooLong: 'The name is too long. Rename the file, then choose it again.',
      badName: 'This name is not accepted. Rename the file, then choose it again.',
      changed: 'The request was refused because this page was changed. Ask the receiver for a new one.',
      withdrawn: 'The request no longer works: it was withdrawn. Ask the receiver for a new one.',
      noPermission: 'The receiver is not allowed to receive files here. Tell the receiver about it.',
      busy: 'The storage is busy. Try again in a minute.',
      network: 'The connection failed. Check your network, then try again.',
      unreadable: 'The file cannot be read. It may have been moved, changed or deleted, or it is a folder.',
      unconfirmed:
        'The storage did not take the file. Its answer is below: “FileAlreadyExists” means that a file of this name is already there.',
      refused: 'The storage refused the file.',
    },
    timeLeft: '{0} left',
    expired: 'This request has expired. Ask the receiver for a new one. (The clock of this device says {0}.)',
    waiting: 'Waiting',
    starting: 'Starting',
    sending: '{0}% – {1} of {2} – {3}/s – {4} left',
    sendingPlainly: 'Sending {0}',
    arrived: 'Arrived',
    cancelled: 'Cancelled',
    answer: 'Answer of the storage for {0}',
    noProgress: 'Progress cannot be shown here, and files go one after the other. They are sent all the same.',
    summary: '{0} of {1} arrived',
    summaryFailed: '{0} of {1} arrived, {2} did not',
    progress: 'Progress of {0}',
    cancel: 'Cancel',
    retry: 'Try Again',
    sendAs: 'Send as “{0}”',
    remove: 'Remove',
    details: 'Details for the receiver: {0}',
    ofFile: '{0}: {1}',
  },
};

const chinese: PageTexts = {
  markup: {
    title: '发送文件',
    note: '收件人的留言',
    maxSize: '单个文件不超过 {0}',
    minSize: '单个文件不小于 {0}',
    kinds: '接受的类型：{0}',
    anyNumberOfFiles: '文件数量不限',
    expires: '截止时间：{0}',
    receiver: '文件将发送至 {0}',
    choose: '选择文件',
    orDrop: '或将文件拖放、粘贴到此处',
    send: '发送',
    files: '文件',
    noScript: 'JavaScript 已关闭：每次只能发送一个文件，且不显示进度。',
    noScriptKinds: '请启用 JavaScript 后再发送文件：页面需要告知收件人每个文件的类型。',
    trustNote: '请只向您认识的人发送文件。此页面及留言由收件人制作。',
  },
  script: {
    problems: {
      expired: '此请求已过期，请向收件人索取新的请求。',
      tooLarge: '文件过大：{0}，上限为 {1}。',
      tooSmall: '文件过小：{0}，下限为 {1}。',
      wrongKind: '不接受此类型的文件。接受的类型：{0}。',
      nameTaken: '已有同名文件，原文件未被替换。',
      probablyArrived: '已有同名文件，很可能就是您第一次发送的文件。',
      nameTooLong: '文件名过长，请重命名后重新选择。',
      badName: '不接受此文件名，请重命名后重新选择。',
      changed: '此页面已被改动，请求被拒绝。请向收件人索取新的请求。',
      withdrawn: '此请求已失效，请向收件人索取新的请求。',
      noPermission: '收件人没有在此接收文件的权限，请告知收件人。',
      busy: '存储服务繁忙，请稍后重试。',
      network: '连接失败，请检查网络后重试。',
      unreadable: '无法读取文件，它可能已被移动、修改或删除，或者是文件夹。',
      unconfirmed: '存储服务未接收此文件，其应答见下方：“FileAlreadyExists”表示已有同名文件。',
      refused: '存储服务拒绝了此文件。',
    },
    timeLeft: '剩余 {0}',
    expired: '此请求已过期，请向收件人索取新的请求。（本设备的时间为 {0}。）',
    waiting: '等待中',
    starting: '正在开始',
    sending: '{0}% – {1}/{2} – {3}/秒 – 剩余 {4}',
    sendingPlainly: '正在发送 {0}',
    arrived: '已送达',
    cancelled: '已取消',
    answer: '存储服务对 {0} 的应答',
    noProgress: '此处无法显示进度，文件将逐个发送，不影响送达。',
    summary: '已送达 {0}/{1}',
    summaryFailed: '已送达 {0}/{1}，{2} 个未送达',
    progress: '{0} 的进度',
    cancel: '取消',
    retry: '重试',
    sendAs: '以“{0}”发送',
    remove: '移除',
    details: '供收件人排查：{0}',
    ofFile: '{0}：{1}',
  },
};

/** Texts of a page by language. */
export const pageTexts: Readonly<Record<PageLanguage, PageTexts>> = { en: english, 'zh-CN': chinese };

/** Fills the placeholders `{0}`, `{1}`, … of a text. */
export function filled(text: string, ...values: readonly (string | number)[]): string {
  return text.replace(/\{(\d)\}/g, (placeholder, index: string) => String(values[Number(index)] ?? placeholder));
}
