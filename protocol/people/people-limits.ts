// The numbers of contacts, requests and profiles that both sides keep to.

/** What one says with a contact request, in UTF-16 units. */
export const requestWordMax = 120;
/** What one calls a contact, in UTF-16 units. */
export const remarkMax = 64;
/** A label that groups contacts, in UTF-16 units, and how many one contact has. */
export const labelMax = 24;
export const labelsPerContactMax = 10;
/** The line about oneself, in UTF-16 units. */
export const aboutMax = 120;

/** Nicknames that one account may give up in so many days; another account takes none of them for as many days as it rests. */
export const nicknameChangesMax = { count: 3, days: 30 } as const;
export const formerNicknameRestDays = 90;
/** For so long others see what a nickname was before. */
export const formerNicknameShownDays = 30;

/** Side of a picture of a person, in pixels; it is square. */
export const profilePictureSide = 256;
/** As it is sent: base64 in parts that each fit a string of the protocol, all of them in one frame. */
export const picturePartMax = 16_000;
export const picturePartsMax = 3;
/** What opens pictures does so for a day. */
export const pictureTicketMs = 24 * 3600 * 1000;

/** Contacts that one answer tells: some 100 kB at their longest. */
export const contactsPerPageMax = 200;
/** People that one search by nickname finds; who looks for others types more. */
export const foundPeopleMax = 20;
/** Profiles that one request reads. */
export const profilesPerReadMax = 100;

/** Requests that wait for one person; what comes beyond is not delivered. */
export const waitingRequestsMax = 500;
/** Requests of accounts of today that are shown each for itself; more of them are one line. */
export const freshRequestsShownMax = 3;

/**
 * Requests of one account that were not accepted, in a week: withdrawn and refused ones count, accepted ones do not. `young`: a class
 * of 60 on the first day, with mistakes.
 */
export const openRequestsMax = { young: 80, settled: 200, days: 7 } as const;
/** A request that was refused is not delivered again within so many days, and one that waits may be sent anew after as many. */
export const requestRestDays = 30;

/**
 * Phone numbers that were asked for and not found. `account`: mistakes of a class of 60 on the first day, then 20 a day; `address`: of
 * 300 people behind one router.
 */
export const phoneMissPaces = {
  account: { burst: 20, perSecond: 20 / 86_400 },
  address: { burst: 1500, perSecond: 1500 / 86_400 },
} as const;
