// The accounts that `hagukumi demo` makes and prints; all have the same password.
export const PASSWORD = 'midorino-2026';

/** Role → sign-in name. */
export const ACCOUNTS = {
  administrator: 'admin',
  officer: 'jinji',
  editor: 'digital',
  viewer: 'shokuin',
};
