/** Injection token of the URL as which the API connects; for connections outside of the pool. */
export const DATABASE_URL = Symbol('DATABASE_URL');
