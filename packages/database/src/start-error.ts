/**
 * Why the program cannot start, in one clear sentence that ends with what to do. The message is shown to the operator
 * as it stands, without a stack; `cause` keeps what the machine reported.
 */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
  }
}
