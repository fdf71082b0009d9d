/** Where every subject deploys: a Region known at synthesis, as in production. */
export const ENVIRONMENT = { account: '111111111111', region: 'us-east-1' };

/** The image that every subject runs. */
export const IMAGE = 'public.ecr.aws/nginx/nginx:1.27.3';
