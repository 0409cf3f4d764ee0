"""What must come at every address of the portal: for each role, and for a row that is not there for it.

One line a URL and method (`both`: a GET and a POST alike). To add a URL, write its line: the name of the URL
without "admin:" and "monitoring_"; the kind of row that its address asks for (see world.py; "-": none); the
method; then what comes for the row that is the asker's own, for each role; last what comes for another's row
and for one that is not there, which must look the same ("-": nothing else can come). Whoever is refused is
refused for any row. Bodies of what is sent stand in bodies.py.

    page     a page to read                          refused  403, and nothing is looked for
    form     a page that asks for something          absent   404
    file     a file to keep                          no-verb  405: the page does not know the method
    data     neither page nor file                   sign-in  sent to the page where one signs in
    done     it was written, and only then           back     sent to the first page: there is no such row
    onward   sent to another page

Who has not signed in is sent to sign in, but at the addresses in OPEN. Methods other than GET, HEAD and POST
are answered nowhere; HEAD is answered as GET.
"""

ROLES = ("nobody", "centre", "auditor", "province", "district", "administrator")

PORTAL = """
#name                        row      how  nobody  centre  auditor provinc distric adminis strange
set_language                 -        both onward  onward  onward  onward  onward  onward  -
invitation                   -        both form    form    form    form    form    form    -
invitation_link              -        both onward  onward  onward  onward  onward  onward  -
account                      -        both page    page    page    page    page    page    -
account_sessions             -        GET  form    form    form    form    form    form    -
account_sessions             -        POST done    done    done    done    done    done    -
login_code                   -        both sign-in sign-in sign-in sign-in sign-in sign-in -
second_factor                -        GET  form    form    form    form    form    form    -
second_factor                -        POST onward  onward  onward  onward  onward  onward  -
recovery_codes               -        both onward  onward  onward  onward  onward  onward  -
index                        -        both page    page    page    page    page    page    -
login                        -        GET  onward  onward  onward  onward  onward  onward  -
login                        -        POST form    form    form    form    form    form    -
logout                       -        GET  no-verb no-verb no-verb no-verb no-verb no-verb -
logout                       -        POST page    page    page    page    page    page    -
password_change              -        both form    form    form    form    form    form    -
password_change_done         -        GET  page    page    page    page    page    page    -
password_change_done         -        POST no-verb no-verb no-verb no-verb no-verb no-verb -
autocomplete                 -        GET  refused data    data    data    data    refused -
autocomplete                 -        POST no-verb no-verb no-verb no-verb no-verb no-verb -
jsi18n                       -        GET  data    data    data    data    data    data    -
jsi18n                       -        POST no-verb no-verb no-verb no-verb no-verb no-verb -
view_on_site                 -        both absent  absent  absent  absent  absent  absent  -
app_list                     -        both absent  page    page    page    page    page    -
anything_else                -        both absent  absent  absent  absent  absent  absent  -
"""

REGIONS = """
#name                        row      how  nobody  centre  auditor provinc distric adminis strange
district_export              -        GET  refused form    form    form    form    refused -
district_export              -        POST refused file    file    file    file    refused -
district_changelist          -        both refused page    page    page    page    refused -
district_add                 -        GET  refused form    refused refused refused refused -
district_add                 -        POST refused done    refused refused refused refused -
district_history             district both refused page    page    page    page    refused back
district_delete              district both refused page    refused refused refused refused back
district_change              district GET  refused form    page    page    page    refused back
district_change              district POST refused done    refused refused refused refused back
district_by_key              -        both onward  onward  onward  onward  onward  onward  -
districtalias_export         -        GET  refused form    form    form    form    refused -
districtalias_export         -        POST refused file    file    file    file    refused -
districtalias_changelist     -        both refused page    page    page    page    refused -
districtalias_add            -        GET  refused form    refused refused refused refused -
districtalias_add            -        POST refused done    refused refused refused refused -
districtalias_history        alias    both refused page    page    page    page    refused back
districtalias_delete         alias    GET  refused form    refused refused refused refused back
districtalias_delete         alias    POST refused done    refused refused refused refused back
districtalias_change         alias    GET  refused form    page    page    page    refused back
districtalias_change         alias    POST refused done    refused refused refused refused back
districtalias_by_key         -        both onward  onward  onward  onward  onward  onward  -
province_export              -        GET  refused form    form    form    form    refused -
province_export              -        POST refused file    file    file    file    refused -
province_changelist          -        both refused page    page    page    page    refused -
province_add                 -        GET  refused form    refused refused refused refused -
province_add                 -        POST refused done    refused refused refused refused -
province_history             province both refused page    page    page    page    refused back
province_delete              province both refused page    refused refused refused refused back
province_change              province GET  refused form    page    page    page    refused back
province_change              province POST refused done    refused refused refused refused back
province_by_key              -        both onward  onward  onward  onward  onward  onward  -
"""

REPORTS = """
#name                        row      how  nobody  centre  auditor provinc distric adminis strange
districtreport_grid          -        both refused form    refused form    form    refused -
districtreport_sources       report   both refused page    page    page    page    refused absent
districtreport_export        -        GET  refused form    form    form    form    refused -
districtreport_export        -        POST refused file    file    file    file    refused -
districtreport_changelist    -        both refused page    page    page    page    refused -
districtreport_add           -        GET  refused form    refused form    form    refused -
districtreport_add           -        POST refused done    refused done    done    refused -
districtreport_history       report   both refused page    page    page    page    refused back
districtreport_delete        report   GET  refused form    refused refused refused refused back
districtreport_delete        report   POST refused done    refused refused refused refused back
districtreport_change        report   GET  refused form    page    form    form    refused back
districtreport_change        report   POST refused done    refused done    done    refused back
districtreport_by_key        -        both onward  onward  onward  onward  onward  onward  -
formerreport_export          -        GET  refused form    form    form    form    refused -
formerreport_export          -        POST refused file    file    file    file    refused -
formerreport_changelist      -        both refused page    page    page    page    refused -
formerreport_add             -        both refused refused refused refused refused refused -
formerreport_history         former   both refused page    page    page    page    refused back
formerreport_delete          former   both refused refused refused refused refused refused -
formerreport_change          former   GET  refused page    page    page    page    refused back
formerreport_change          former   POST refused refused refused refused refused refused -
formerreport_by_key          -        both onward  onward  onward  onward  onward  onward  -
upload_add                   -        both refused form    refused form    form    refused -
upload_sent                  -        both refused page    refused page    page    refused -
upload_template              -        both refused file    refused file    file    refused -
upload_apply                 upload   GET  no-verb no-verb no-verb no-verb no-verb no-verb no-verb
upload_apply                 upload   POST refused done    refused done    done    refused absent
upload_spelling              doubtful GET  no-verb no-verb no-verb no-verb no-verb no-verb no-verb
upload_spelling              doubtful POST refused done    refused done    done    refused absent
upload_day                   upload   GET  no-verb no-verb no-verb no-verb no-verb no-verb no-verb
upload_day                   upload   POST refused done    refused done    done    refused absent
upload_undo                  applied  GET  refused form    refused form    form    refused absent
upload_undo                  applied  POST refused done    refused done    done    refused absent
upload_file                  upload   GET  refused file    file    file    file    refused absent
upload_file                  upload   POST no-verb no-verb no-verb no-verb no-verb no-verb no-verb
upload_corrected             upload   GET  refused file    absent  file    file    refused absent
upload_corrected             upload   POST no-verb no-verb no-verb no-verb no-verb no-verb no-verb
upload_export                -        GET  refused form    form    form    form    refused -
upload_export                -        POST refused file    file    file    file    refused -
upload_changelist            -        both refused page    page    page    page    refused -
upload_history               upload   both refused page    page    page    page    refused back
upload_delete                upload   both refused refused refused refused refused refused -
upload_change                upload   GET  refused form    page    form    form    refused absent
upload_change                upload   POST no-verb no-verb no-verb no-verb no-verb no-verb no-verb
upload_by_key                -        both onward  onward  onward  onward  onward  onward  -
"""

BLANKS = """
#name                        row      how  nobody  centre  auditor provinc distric adminis strange
blankshipment_withdraw       coming   GET  refused form    refused refused refused refused absent
blankshipment_withdraw       coming   POST refused done    refused refused refused refused absent
blankshipment_export         -        GET  refused form    form    form    form    refused -
blankshipment_export         -        POST refused file    file    file    file    refused -
blankshipment_changelist     -        both refused page    page    page    page    refused -
blankshipment_add            -        GET  refused form    refused refused refused refused -
blankshipment_add            -        POST refused done    refused refused refused refused -
blankshipment_history        shipment both refused page    page    page    page    refused back
blankshipment_delete         shipment both refused refused refused refused refused refused -
blankshipment_change         shipment GET  refused form    page    page    page    refused back
blankshipment_change         shipment POST refused done    refused refused refused refused back
blankshipment_by_key         -        both onward  onward  onward  onward  onward  onward  -
blankreceipt_withdraw        receipt  GET  refused form    refused refused refused refused absent
blankreceipt_withdraw        receipt  POST refused done    refused refused refused refused absent
blankreceipt_export          -        GET  refused form    form    form    form    refused -
blankreceipt_export          -        POST refused file    file    file    file    refused -
blankreceipt_changelist      -        both refused page    page    page    page    refused -
blankreceipt_add             -        GET  refused form    refused form    form    refused -
blankreceipt_add             -        POST refused done    refused done    done    refused -
blankreceipt_history         receipt  both refused page    page    page    page    refused back
blankreceipt_delete          receipt  both refused refused refused refused refused refused -
blankreceipt_change          receipt  GET  refused form    page    form    form    refused back
blankreceipt_change          receipt  POST refused done    refused done    done    refused back
blankreceipt_by_key          -        both onward  onward  onward  onward  onward  onward  -
blanksupply_withdraw         supply   GET  refused form    refused refused refused refused absent
blanksupply_withdraw         supply   POST refused done    refused refused refused refused absent
blanksupply_export           -        GET  refused form    form    refused refused refused -
blanksupply_export           -        POST refused file    file    refused refused refused -
blanksupply_changelist       -        both refused page    page    refused refused refused -
blanksupply_add              -        GET  refused form    refused refused refused refused -
blanksupply_add              -        POST refused done    refused refused refused refused -
blanksupply_history          supply   both refused page    page    refused refused refused back
blanksupply_delete           supply   both refused refused refused refused refused refused -
blanksupply_change           supply   GET  refused form    page    refused refused refused back
blanksupply_change           supply   POST refused done    refused refused refused refused back
blanksupply_by_key           -        both onward  onward  onward  onward  onward  onward  -
stockcount_withdraw          count    GET  refused form    refused refused refused refused absent
stockcount_withdraw          count    POST refused done    refused refused refused refused absent
stockcount_export            -        GET  refused form    form    form    form    refused -
stockcount_export            -        POST refused file    file    file    file    refused -
stockcount_changelist        -        both refused page    page    page    page    refused -
stockcount_add               -        GET  refused form    refused refused refused refused -
stockcount_add               -        POST refused done    refused refused refused refused -
stockcount_history           count    both refused page    page    page    page    refused back
stockcount_delete            count    both refused refused refused refused refused refused -
stockcount_change            count    GET  refused form    page    page    page    refused back
stockcount_change            count    POST refused done    refused refused refused refused back
stockcount_by_key            -        both onward  onward  onward  onward  onward  onward  -
blankmovement_export         -        GET  refused form    form    refused refused refused -
blankmovement_export         -        POST refused file    file    refused refused refused -
blankmovement_changelist     -        both refused page    page    refused refused refused -
blankmovement_add            -        both refused refused refused refused refused refused -
blankmovement_history        movement both refused page    page    refused refused refused back
blankmovement_delete         movement both refused refused refused refused refused refused -
blankmovement_change         movement GET  refused page    page    refused refused refused back
blankmovement_change         movement POST refused refused refused refused refused refused -
blankmovement_by_key         -        both onward  onward  onward  onward  onward  onward  -
"""

PLANS = """
#name                        row      how  nobody  centre  auditor provinc distric adminis strange
distributionround_export     -        GET  refused form    form    form    form    refused -
distributionround_export     -        POST refused file    file    file    file    refused -
distributionround_changelist -        both refused page    page    page    page    refused -
distributionround_add        -        GET  refused form    refused refused refused refused -
distributionround_add        -        POST refused done    refused refused refused refused -
distributionround_history    round    both refused page    page    page    page    refused back
distributionround_delete     round    both refused page    refused refused refused refused back
distributionround_change     round    GET  refused form    page    page    page    refused back
distributionround_change     round    POST refused done    refused refused refused refused back
distributionround_by_key     -        both onward  onward  onward  onward  onward  onward  -
enrolmenttarget_export       -        GET  refused form    form    form    form    refused -
enrolmenttarget_export       -        POST refused file    file    file    file    refused -
enrolmenttarget_changelist   -        both refused page    page    page    page    refused -
enrolmenttarget_add          -        GET  refused form    refused refused refused refused -
enrolmenttarget_add          -        POST refused done    refused refused refused refused -
enrolmenttarget_history      target   both refused page    page    page    page    refused back
enrolmenttarget_delete       target   GET  refused form    refused refused refused refused back
enrolmenttarget_delete       target   POST refused done    refused refused refused refused back
enrolmenttarget_change       target   GET  refused form    page    page    page    refused back
enrolmenttarget_change       target   POST refused done    refused refused refused refused back
enrolmenttarget_by_key       -        both onward  onward  onward  onward  onward  onward  -
"""

ACCOUNTS = """
#name                        row      how  nobody  centre  auditor provinc distric adminis strange
user_bulk                    -        both refused refused refused refused refused form    -
user_bulk_form               -        GET  refused refused refused refused refused file    -
user_bulk_form               -        POST refused refused refused refused refused no-verb -
user_letters                 -        both refused refused refused refused refused page    -
user_link                    user     GET  refused refused refused refused refused form    absent
user_link                    user     POST refused refused refused refused refused done    absent
user_hand_over               user     both refused refused refused refused refused form    absent
user_unlock                  user     GET  refused refused refused refused refused no-verb no-verb
user_unlock                  user     POST refused refused refused refused refused onward  absent
user_reset_factor            user     GET  refused refused refused refused refused page    absent
user_reset_factor            user     POST refused refused refused refused refused done    absent
user_changelist              -        both refused refused refused refused refused page    -
user_add                     -        GET  refused refused refused refused refused form    -
user_add                     -        POST refused refused refused refused refused done    -
user_history                 user     both refused refused refused refused refused page    back
user_delete                  user     both refused refused refused refused refused refused -
user_change                  user     GET  refused refused refused refused refused form    back
user_change                  user     POST refused refused refused refused refused done    back
user_by_key                  -        both onward  onward  onward  onward  onward  onward  -
auth_group_changelist        -        both refused refused refused refused refused page    -
auth_group_add               -        both refused refused refused refused refused refused -
auth_group_history           group    both refused refused refused refused refused page    back
auth_group_delete            group    both refused refused refused refused refused refused -
auth_group_change            group    GET  refused refused refused refused refused page    back
auth_group_change            group    POST refused refused refused refused refused refused -
group_by_key                 -        both onward  onward  onward  onward  onward  onward  -
securityevent_export         -        GET  refused refused form    refused refused refused -
securityevent_export         -        POST refused refused file    refused refused refused -
securityevent_changelist     -        both refused refused page    refused refused refused -
securityevent_add            -        both refused refused refused refused refused refused -
securityevent_history        event    both refused refused page    refused refused refused back
securityevent_delete         event    both refused refused refused refused refused refused -
securityevent_change         event    GET  refused refused page    refused refused refused back
securityevent_change         event    POST refused refused refused refused refused refused -
securityevent_by_key         -        both onward  onward  onward  onward  onward  onward  -
"""

OPEN = {
    "set_language": ("onward", "onward"),
    "invitation": ("form", "form"),
    "invitation_link": ("onward", "onward"),
    "login": ("form", "form"),
    "logout": ("onward", "onward"),
}
"""What comes for a GET and a POST of someone who has not signed in."""
