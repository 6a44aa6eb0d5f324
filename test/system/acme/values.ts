/** As long as a challenge's value is (RFC 8555, section 8.1). */
export const one = 'MsijOYZxqyjGnFGwhjrhfg-Xgbl5r68WPda0J9EgqqI';
export const two = 'LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0';
/** One value in 64 begins so, and every letter of it could be an option. */
export const dashed = '-vqiVhabcdefghijklmnopqrstuvwxyz0123456789A';
