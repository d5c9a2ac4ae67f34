// The numbers of groups that both sides keep to.

/** Text of an announcement in UTF-16 units. */
export const announcementMax = 2000;

/** What one says with an application, in UTF-16 units. */
export const applicationWordMax = 200;

/** Longest time for which a member may be muted, in minutes: 30 days. */
export const muteMinutesMax = 30 * 24 * 60;

/** Longest life of an invitation link in days. */
export const groupLinkDaysMax = 7;

/** Groups of one page of the directory, applications of one page, and readers of an announcement of one page. */
export const groupPageMax = 50;

/** Invitations and groups with applications that one answer names, the latest first. */
export const pendingGroupsMax = 100;

/** Applications of a group are counted up to this number. */
export const applicationsCountMax = 100;

/** Invitations of one account that were not accepted, and after how many milliseconds one that was refused no longer counts. */
export const openInvitationsMax = 200;
export const refusedRestMs = 7 * 24 * 3600 * 1000;
