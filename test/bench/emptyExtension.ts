/** Does nothing: a floor for the activation of any extension. */
export function activate(): void {}
