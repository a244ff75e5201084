/** The organization and project that every installation begins with. Their ids are fixed, so that scripts and tests can name them. */
export const DEFAULT_ORGANIZATION_ID = '00000000-0000-7000-8000-000000000001';
export const DEFAULT_PROJECT_ID = '00000000-0000-7000-8000-000000000002';
