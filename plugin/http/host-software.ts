/** Who acts where a request names nobody: whoever holds the bearer. */
export const HOST_SOFTWARE = 'api'
