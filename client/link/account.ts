// Who is signed in. Named by sessions and screens.

export interface Account {
  readonly accountId: string;
  readonly nickname: string;
  readonly phone: string;
}
