/** Port on which the APIs of AWS answer. */
export const API_PORT = 443;
